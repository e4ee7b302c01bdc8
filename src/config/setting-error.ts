/** A setting whose form is right and whose meaning is not. */
export class SettingError extends Error {
  override readonly name = 'SettingError';
  readonly slug = 'setting-invalid';
}
