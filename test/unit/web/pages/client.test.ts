import {
  api,
  beforeProblems,
  whenSessionIsLost,
  whenSessionIsUnfinished,
} from '../../../../src/web/api/client';
import { noteInput } from '../../../../src/web/api/last-input';

const background = 'x-star7-background';

describe('requests of the pages', () => {
  const page = new EventTarget();
  const requests: Request[] = [];
  let answer: () => Response;

  beforeEach(() => {
    jest.useFakeTimers();
    requests.length = 0;
    answer = () => Response.json({});
    noteInput(page);
  });

  afterEach(() => {
    jest.useRealTimers();
  });

  /** @returns what the request said of who sits at the page */
  async function asked(ask: typeof api.GET | typeof api.DELETE = api.GET): Promise<string | null> {
    await (ask as typeof api.GET)('/api/session', {
      baseUrl: 'http://localhost/',
      fetch: (request) => {
        requests.push(request);
        return Promise.resolve(answer());
      },
    });
    return requests.at(-1)!.headers.get(background);
  }

  it('say when nobody has touched the page for a minute, so that the session can end', async () => {
    expect(await asked()).toBeNull();
    jest.advanceTimersByTime(60_000);
    expect(await asked()).toBeNull();
    jest.advanceTimersByTime(1);
    expect(await asked()).toBe('1');
    for (const type of ['keydown', 'pointerdown']) {
      page.dispatchEvent(new Event(type));
      expect(await asked()).toBeNull();
      jest.advanceTimersByTime(60_001);
      expect(await asked()).toBe('1');
    }
  });

  it('never say so of what somebody did', async () => {
    jest.advanceTimersByTime(120_000);
    expect(await asked(api.DELETE)).toBeNull();
  });

  it('reject with a problem once there are words for it, or none can be had', async () => {
    answer = () => Response.json({ slug: 'manager-busy' }, { status: 409 });
    const steps: string[] = [];
    beforeProblems(async () => {
      await Promise.resolve();
      steps.push('words');
    });
    await asked().catch(() => steps.push('problem'));
    expect(steps).toEqual(['words', 'problem']);
    beforeProblems(() => Promise.reject(new TypeError('no network')));
    await expect(asked()).rejects.toMatchObject({ slug: 'manager-busy' });
    beforeProblems(() => Promise.resolve());
    answer = () => Response.json({});
    await asked();
  });

  it('tell when the session is over, and when something has to be done before it goes on', async () => {
    const lost = jest.fn();
    const unfinished = jest.fn();
    whenSessionIsLost(lost);
    whenSessionIsUnfinished(unfinished);
    answer = () => Response.json({ slug: 'sign-in-unfinished' }, { status: 403 });
    await expect(asked()).rejects.toMatchObject({ slug: 'sign-in-unfinished' });
    expect([lost, unfinished].map((told) => told.mock.calls.length)).toEqual([0, 1]);
    answer = () => Response.json({ slug: 'unauthenticated' }, { status: 401 });
    await expect(asked()).rejects.toMatchObject({ slug: 'unauthenticated' });
    expect([lost, unfinished].map((told) => told.mock.calls.length)).toEqual([1, 1]);
  });
});
