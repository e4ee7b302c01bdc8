/** Begins with a letter, so that it is neither an extension nor a number; no address. */
const staffLogin = /^[a-z][a-z0-9._-]{1,63}$/;

/** Whether a text can be the login of somebody who is no manager: a manager's is the extension. */
export function isStaffLogin(text: string): boolean {
  return staffLogin.test(text);
}
