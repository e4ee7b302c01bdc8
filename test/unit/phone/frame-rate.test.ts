import { fullAllowance, spendFrame } from '#phone/model/frame-rate';

function framesAtOnce(
  left: ReturnType<typeof spendFrame>,
  at: number,
): { count: number; left: NonNullable<typeof left> } {
  let count = 0;
  let kept = left!;
  for (let next = spendFrame(kept, at); next !== null; next = spendFrame(kept, at)) {
    kept = next;
    count += 1;
  }
  return { count, left: kept };
}

test('a hundred frames at once, then twenty a second', () => {
  const first = framesAtOnce(fullAllowance(0), 0);
  expect(first.count).toBe(100);
  const second = framesAtOnce(first.left, 1_000_000);
  expect(second.count).toBe(20);
  // However long it was silent.
  expect(framesAtOnce(second.left, 3_600_000_000).count).toBe(100);
});

test('a clock that goes back gives nothing', () => {
  const { left } = framesAtOnce(fullAllowance(10_000_000), 10_000_000);
  expect(spendFrame(left, 5_000_000)).toBeNull();
});
