import { untilLoaded } from '../../../../src/web/components/until-loaded';

test('a part that cannot be had is asked for again, ever more seldom', async () => {
  const pauses: number[] = [];
  let tries = 0;
  const part = await untilLoaded(
    () => {
      tries += 1;
      return tries < 4 ? Promise.reject(new Error('the network is away')) : Promise.resolve('the part');
    },
    (milliseconds) => {
      pauses.push(milliseconds);
      return Promise.resolve();
    },
  );
  expect(part).toBe('the part');
  expect(pauses).toEqual([500, 1000, 2000]);
});

test('after fifteen seconds the failure is told', async () => {
  let paused = 0;
  const gone = new Error('a new version has other files');
  await expect(
    untilLoaded(
      () => Promise.reject(gone),
      (milliseconds) => {
        paused += milliseconds;
        return Promise.resolve();
      },
    ),
  ).rejects.toBe(gone);
  expect(paused).toBe(15_500);
});
