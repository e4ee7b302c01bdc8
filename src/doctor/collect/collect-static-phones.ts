import { hostOf, isLoopback } from '../addresses';
import type { EndpointOptions, StaticPhoneFacts } from '../facts';
import type { Config } from '#config/config';
import { isGuessable } from '#people/model/predictable';
import { staticPhonesOf } from '#phone/static-phone-settings';

/**
 * The endpoints of STAR7_STATIC_PHONES, as the running PBX has them. Passwords are judged here and go nowhere.
 * @returns null where Star7 makes endpoints itself
 * @throws SettingError
 */
export async function collectStaticPhones(
  config: Config<'ari' | 'staticPhones'>,
  {
    managers,
    look,
  }: {
    managers: number | null;
    look: (names: readonly string[]) => Promise<ReadonlyMap<string, EndpointOptions> | null>;
  },
): Promise<StaticPhoneFacts | null> {
  const phones = staticPhonesOf(config);
  if (phones === null) return null;
  return {
    count: phones.length,
    endpoints: await look(phones.map(({ endpoint }) => endpoint)),
    guessable: phones.filter(({ password }) => isGuessable(password)).map(({ endpoint }) => endpoint),
    isPbxHere: isLoopback(hostOf(new URL(config.STAR7_ARI_URL).hostname)),
    managers,
  };
}
