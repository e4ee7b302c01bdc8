/** A setting that matches the schema but has an invalid meaning. */
export class SettingError extends Error {
  override readonly name = 'SettingError';
  readonly slug = 'setting-invalid';
}
