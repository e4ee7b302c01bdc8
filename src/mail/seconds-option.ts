import { InvalidArgumentError } from 'commander';

/** @throws InvalidArgumentError for anything but a number: the command would wait for nothing, or for ever */
export function secondsOf(text: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text))
    throw new InvalidArgumentError('Give a whole number of seconds, 1 to 9999.');
  return Number(text);
}
