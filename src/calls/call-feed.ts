import type { CallView } from './call-view';
import { Feed } from './feed';

/** Live changes of calls, each as the whole call. */
export class CallFeed extends Feed<CallView> {}
