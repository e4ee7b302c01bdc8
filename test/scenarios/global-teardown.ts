import { Lab } from '../lab/lab';
import { testLabOptions } from './test-lab';

export default async function globalTeardown(): Promise<void> {
  await Lab.attach(testLabOptions.directory).down();
}
