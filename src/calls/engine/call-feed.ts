import type { CallView } from '../model/call-view';
import { Feed } from '#kernel/feed';

/** Live changes of calls, each as the whole call. */
export class CallFeed extends Feed<CallView> {}
