import { byOrdersAlone, caseStrength, surveyWord } from '../../../../src/web/pages/supervisor/case-words';

const ofOrders = { survey: 1, decoys: 1, product: 2.4, asked: 160 };

test('what a case weighs, in words', () => {
  expect(caseStrength(ofOrders, false)).toBe('weak');
  expect(caseStrength({ ...ofOrders, product: 13 }, false)).toBe('fair');
  expect(caseStrength({ ...ofOrders, product: 160 }, false)).toBe('strong');
});

test('what a second source supports is not called weak', () => {
  expect(caseStrength(ofOrders, true)).toBe('fair');
});

test('decoys that nobody called are no source beside the orders', () => {
  expect(byOrdersAlone(ofOrders, false)).toBe(true);
  expect(byOrdersAlone({ ...ofOrders, decoys: 0.3 }, false)).toBe(true);
  expect(byOrdersAlone({ ...ofOrders, decoys: 40 }, false)).toBe(false);
  expect(byOrdersAlone({ ...ofOrders, survey: 3 }, false)).toBe(false);
});

test('a survey in which chance does as much is no source beside the orders; one that is evidence is, whatever decoys weigh', () => {
  expect(byOrdersAlone({ ...ofOrders, survey: 1.2, product: 400 }, false)).toBe(true);
  expect(byOrdersAlone({ ...ofOrders, survey: 4, decoys: 0.3 }, true)).toBe(false);
});

test('surveys: evidence is not hidden by one that runs, nor by an earlier one without answers', () => {
  const ended = '2026-11-20T10:00:00Z';
  const running = { endedAt: null, result: null };
  const empty = { endedAt: ended, result: null };
  const found = (isEvidence: boolean, askMore = false) => ({
    endedAt: ended,
    result: { isEvidence, askMore },
  });
  expect(surveyWord([])).toBe('none');
  expect(surveyWord([empty])).toBe('empty');
  expect(surveyWord([empty, running])).toBe('running');
  expect(surveyWord([found(false), running])).toBe('running');
  expect(surveyWord([found(false), empty])).toBe('nothing');
  expect(surveyWord([found(false, true)])).toBe('more');
  expect(surveyWord([found(true), running])).toBe('evidence');
});
