import type { Call } from './call-state';
import type { Step } from './steps';
import { enter } from './steps';
import { join } from './verbs';

/** Everyone has answered, or is ready again: joins the legs. */
export function connect(call: Call): Step {
  return enter(call, 'connecting', call.plan.connectSeconds, join(call).effects);
}
