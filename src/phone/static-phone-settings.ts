import type { PhoneCredentials } from './model/static-phone';
import { staticPhonesIn } from './model/static-phone';
import type { Config } from '#config/config';
import { SettingError } from '#config/setting-error';

/**
 * @returns null where the site has push configuration
 * @throws SettingError in words that tell nothing of a password
 */
export function staticPhonesOf(config: Config<'staticPhones'>): PhoneCredentials[] | null {
  const { STAR7_STATIC_PHONES: text } = config;
  if (text === undefined) return null;
  const phones = staticPhonesIn(text);
  if (phones === null)
    throw new SettingError(
      'has to be static-NAME:PASSWORD, one a line, each name once: star7 phone static makes such a file',
    );
  return phones;
}
