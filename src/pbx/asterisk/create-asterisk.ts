import { createAmiMonitor } from './ami/create-ami-monitor';
import { AriConnection } from './ari/ari-connection';
import { MeteredAri } from './ari/metered-ari';
import { AriPbx, ariEventTypes } from './ari-pbx';
import { AriPbxView } from './ari-pbx-view';
import { AriPhones, deskPhoneKind } from './ari-phones';
import { AriStaticPhones } from './ari-static-phones';
import { DeadMansSwitch } from './dead-mans-switch';
import { EndingsFile } from './endings-file';
import { parseTrunks } from './parse-trunks';
import { PbxMetrics } from './pbx-metrics';
import { PbxTime } from './pbx-time';
import { unknownExtensions } from '#calls/engine/unknown-extensions';
import type { Extensions } from '#calls/engine/extensions';
import type { Pbx } from '#calls/engine/pbx';
import type { PbxView } from '#calls/engine/pbx-view';
import type { Config } from '#config/config';
import type { HealthPart } from '#health/health';
import type { Clock } from '#kernel/clock';
import { Feed } from '#kernel/feed';
import type { Log } from '#kernel/log';
import type { MetricRegistry } from '#metrics/metric-registry';
import type { EndpointDirectory } from '#phone/model/endpoint-directory';
import type { PbxDeskPhones, PbxPhones } from '#phone/pbx-phones';
import { staticPhonesOf } from '#phone/static-phone-settings';

export interface AsteriskParts {
  config: Config<'ari' | 'ami' | 'calls' | 'journal' | 'staticPhones' | 'deskPhones'>;
  clock: Clock;
  log: Log;
  metrics: MetricRegistry;
  /** Which endpoint is whose phone. */
  directory: EndpointDirectory;
  /** Another program took over the Stasis application, and the calls with it. */
  onReplaced: () => void;
}

/** One Asterisk: calls over ARI, phone states over AMI. */
export interface Asterisk {
  pbx: Pbx;
  view: PbxView;
  extensions: Extensions;
  /** Phones in pages. */
  phones: PbxPhones;
  /** Desk phones that Star7 sets up. */
  deskPhones: PbxDeskPhones;
  /** The extension whose state may have changed; null for all extensions. */
  extensionChanges: Feed<string | null>;
  /** Names of the trunks, in the order of attempts. */
  trunks: readonly string[];
  health: readonly HealthPart[];
  /** Connects, however long that takes. @returns false where it was stopped before it had connected */
  start(): Promise<boolean>;
  stopPhones(): Promise<void>;
  stop(): void;
}

export function createAsterisk(parts: AsteriskParts): Asterisk {
  const { config, clock, log, metrics, directory, onReplaced } = parts;
  const measured = new PbxMetrics(metrics);
  const application = config.STAR7_ARI_APPLICATION;
  const trunks = parseTrunks(config.STAR7_TRUNKS);

  const ari = new AriConnection(
    {
      url: config.STAR7_ARI_URL,
      username: config.STAR7_ARI_USERNAME,
      password: config.STAR7_ARI_PASSWORD,
      application,
    },
    ariEventTypes,
    (event) => {
      deadMansSwitch.receive(event);
      pbx.receive(event);
    },
    (up) => {
      measured.connectionChanged('pbx', up);
      deadMansSwitch.connectionChanged(up);
      pbx.connectionChanged(up, clock.now());
      phones.connectionChanged(up);
      deskPhones.connectionChanged(up);
    },
    clock,
    log,
    onReplaced,
  );
  const endingsFile = config.STAR7_ENDINGS_FILE ?? null;
  const requests = new MeteredAri(ari, clock, (...request) => measured.requested(...request));
  const own = { node: config.STAR7_NODE, ariUrl: config.STAR7_ARI_URL };
  const lent = staticPhonesOf(config);
  const phones = lent === null ? new AriPhones(requests, own) : new AriStaticPhones(requests, lent);
  const deskPhones = new AriPhones(requests, own, deskPhoneKind(config.STAR7_DESK_PHONE_TRANSPORT));
  const pbx = new AriPbx(
    requests,
    {
      application,
      node: config.STAR7_NODE,
      trunks,
      autoAnswerHeader: autoAnswerHeader(config),
      callerHeader: config.STAR7_CALLER_HEADER,
      longestLegSeconds: longestLegSeconds(config),
      beepHertz: config.STAR7_VOICEMAIL_BEEP_HERTZ,
      endpoints: directory,
    },
    endingsFile === null ? null : new EndingsFile(endingsFile, log),
    new PbxTime(clock),
    log,
  );
  const deadMansSwitch = new DeadMansSwitch(
    ari,
    { application, endingsFile: config.STAR7_ENDINGS_FILE_PBX ?? endingsFile },
    clock,
    log,
  );

  const extensionChanges = new Feed<string | null>();
  const ami = createAmiMonitor(
    config,
    clock,
    log,
    (up) => {
      measured.connectionChanged('ami', up);
      extensionChanges.publish(null);
    },
    (endpoint) => extensionChanges.publish(directory.extensionOf(endpoint)),
  );
  directory.changes.subscribe((extension) => extensionChanges.publish(extension));

  return {
    pbx,
    view: new AriPbxView(ari, trunks),
    extensions: {
      stateOf: (extension) =>
        directory.stateOf(extension, (endpoint) => (ami ?? unknownExtensions).stateOf(endpoint)),
    },
    phones,
    deskPhones,
    extensionChanges,
    trunks: trunks.map(({ name }) => name),
    health: [
      { name: 'pbx', needed: true, isUp: () => ari.up },
      ...(ami === null ? [] : [{ name: 'ami', needed: false, isUp: () => ami.up }]),
    ],
    async start() {
      ami?.start();
      await ari.start();
      return ari.up;
    },
    async stopPhones() {
      await ami?.stop();
    },
    stop: () => ari.stop(),
  };
}

/** The longest possible customer leg: the sum of all Star7's limits plus a margin. */
function longestLegSeconds(config: Config<'calls'>): number {
  return config.STAR7_RING_SECONDS_CUSTOMER + config.STAR7_MAX_CALL_SECONDS + 60;
}

export function autoAnswerHeader(config: Config<'calls'>): { name: string; value: string } {
  const [name = '', ...value] = config.STAR7_AUTO_ANSWER_HEADER.split(': ');
  return { name, value: value.join(': ') };
}
