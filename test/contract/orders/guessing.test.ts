import { thorough } from '../../run/thorough';
import { difference } from './guessing-sequences';
import { GuessingWorld } from './guessing-world';

/*
 * Can insiders find out a number by typing guesses in? Two managers, a supervisor and a shop do things at random in two
 * worlds that differ only in whether the guesses are right. All that the insiders see must be the same: answers with
 * their lengths, live events, time lines, lists, limits, the audit log, and what calls come to. guessing-control.test.ts
 * shows that the same sequences find the difference in the rules of release 0.2.0.
 */

const count = thorough ? 10_000 : 25;
const seed = 20261129;

if (thorough) jest.setTimeout(7_200_000);

/** A shop for so many sequences: lists take longer as it grows. */
const ofOneShop = 200;

/** Found a difference once, when the shop took a guess over for another order whose correction stood. */
test.each([433])('sequence %i looks the same', async (index) => {
  const worlds = await newWorlds();
  const differs = await difference(worlds, seed, index);
  await drop(worlds);
  expect(differs).toBeNull();
});

test(`${count} sequences look the same, whether the guesses are right or wrong`, async () => {
  const found: string[] = [];
  let worlds = await newWorlds();
  for (let index = 0; index < count && found.length < 3; index += 1) {
    const differs = await difference(worlds, seed, index);
    if (differs !== null) found.push(differs);
    // What differs once stays in the lists, and would show in the sequences that follow.
    if (differs !== null || (index + 1) % ofOneShop === 0) {
      await drop(worlds);
      worlds = await newWorlds();
    }
  }
  await drop(worlds);
  expect(found).toEqual([]);
});

async function newWorlds(): Promise<readonly [GuessingWorld, GuessingWorld]> {
  return [await GuessingWorld.create(), await GuessingWorld.create()];
}

async function drop(worlds: readonly GuessingWorld[]): Promise<void> {
  await Promise.all(worlds.map((world) => world.drop()));
}
