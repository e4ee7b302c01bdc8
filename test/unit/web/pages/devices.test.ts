import { chooseDevice, chosenDevices, devicesNow, soundBy } from '../../../../src/web/phone/devices';

let kept: Map<string, string>;

beforeEach(() => {
  kept = new Map();
  Object.assign(globalThis, {
    localStorage: {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
    },
  });
});

test('each purpose has a device of its own, which this browser keeps', () => {
  expect(chosenDevices()).toEqual({ microphone: '', speaker: '', ring: '' });
  chooseDevice('ring', 'box');
  chooseDevice('microphone', 'headset');
  expect(chosenDevices()).toEqual({ microphone: 'headset', speaker: '', ring: 'box' });
});

test.each(['no JSON', '{"ring":7,"speaker":null}'])(
  'what was kept is of no use (%s): the machine chooses',
  (text) => {
    kept.set('star7-phone-devices', text);
    expect(chosenDevices()).toEqual({ microphone: '', speaker: '', ring: '' });
  },
);

test('the machine’s own choice is not listed twice', async () => {
  const of = (kind: string, deviceId: string, label = deviceId) => ({ kind, deviceId, label });
  Object.assign(globalThis, {
    navigator: {
      mediaDevices: {
        enumerateDevices: () =>
          Promise.resolve([
            of('audioinput', 'default'),
            of('audioinput', 'a', 'Headset'),
            of('videoinput', 'camera'),
            of('audiooutput', 'communications'),
            of('audiooutput', 'b', 'Loudspeaker'),
            of('audiooutput', '', ''),
          ]),
      },
    },
  });
  expect(await devicesNow()).toEqual({
    microphone: [{ id: 'a', name: 'Headset' }],
    output: [{ id: 'b', name: 'Loudspeaker' }],
  });
});

test('a device that is gone is replaced by the machine’s own choice, and a browser that cannot choose is let be', async () => {
  const tried: string[] = [];
  const output = {
    setSinkId: (id: string) => {
      tried.push(id);
      return id === '' ? Promise.resolve() : Promise.reject(new Error('gone'));
    },
  };
  await soundBy(output, 'box');
  expect(tried).toEqual(['box', '']);
  await soundBy({}, 'box');
});
