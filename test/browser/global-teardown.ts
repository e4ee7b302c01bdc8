import { Lab } from '../lab/lab';
import { browserLabOptions } from './browser-lab';

export default async function globalTeardown(): Promise<void> {
  await Lab.attach(browserLabOptions.directory).down();
}
