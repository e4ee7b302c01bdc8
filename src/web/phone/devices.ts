/** What a device is for: to speak into, to hear the customer, to ring. */
export const deviceRoles = ['microphone', 'speaker', 'ring'] as const;
export type DeviceRole = (typeof deviceRoles)[number];

/** Ids as the browser gives them; '' for the machine's own choice. */
export type DeviceChoice = Readonly<Record<DeviceRole, string>>;

export interface Device {
  id: string;
  /** As the machine names it; '' before the microphone was allowed. */
  name: string;
}

/** Of this browser: another machine has other devices. */
const storageKey = 'star7-phone-devices';
const none: DeviceChoice = { microphone: '', speaker: '', ring: '' };

export function chosenDevices(): DeviceChoice {
  try {
    const stored = JSON.parse(localStorage.getItem(storageKey) ?? '{}') as Partial<
      Record<DeviceRole, unknown>
    >;
    const of = (role: DeviceRole): string => (typeof stored[role] === 'string' ? stored[role] : '');
    return { microphone: of('microphone'), speaker: of('speaker'), ring: of('ring') };
  } catch {
    return none;
  }
}

export function chooseDevice(role: DeviceRole, id: string): void {
  try {
    localStorage.setItem(storageKey, JSON.stringify({ ...chosenDevices(), [role]: id }));
  } catch {
    // Storage is full or forbidden: the choice lives only as long as the page.
  }
}

/** What is plugged in. Where sound goes is the browser's affair in some browsers, which then list nothing. */
export async function devicesNow(): Promise<Readonly<Record<'microphone' | 'output', readonly Device[]>>> {
  const all = await navigator.mediaDevices.enumerateDevices();
  const of = (kind: MediaDeviceKind): Device[] =>
    all
      // The machine's own choice is offered once, as such.
      .filter(
        (device) => device.kind === kind && !['', 'default', 'communications'].includes(device.deviceId),
      )
      .map(({ deviceId, label }) => ({ id: deviceId, name: label }));
  return { microphone: of('audioinput'), output: of('audiooutput') };
}

/** What can sound somewhere else: an audio element, or an AudioContext (W3C Audio Output Devices API, Web Audio 1.1). */
interface Output {
  setSinkId?: (id: string) => Promise<void>;
}

/** Sounds there from now on; by the machine's own choice where the device is gone or the browser cannot. */
export async function soundBy(output: object, id: string): Promise<void> {
  const { setSinkId } = output as Output;
  if (setSinkId === undefined) return;
  try {
    await setSinkId.call(output, id);
  } catch {
    await setSinkId.call(output, '').catch(() => undefined);
  }
}
