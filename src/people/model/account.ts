/** Of an account that is no manager's: begins with a letter, so that it is neither an extension nor a number; no address. */
const loginPattern = /^[a-z][a-z0-9._-]{1,63}$/;

/** Whether a text can be the login of an account that is no manager's. */
export function isLogin(text: string): boolean {
  return loginPattern.test(text);
}
