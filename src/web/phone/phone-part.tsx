import { useEffect } from 'react';
import { useSession } from '../app/session';
import { DutySwitch } from './duty-switch';
import { pagePhone } from './page-phone';
import { PhoneBar } from './phone-bar';
import { ReachButton } from './reach-button';
import { useRingNotice } from './ring-notice';

/** The phone in the page: whether it is on, and what it does. */
export function PhonePart() {
  const { login, extension } = useSession().session;
  useEffect(() => pagePhone.open(login), [login]);
  useRingNotice();
  return (
    <>
      {extension !== null && <ReachButton extension={extension} />}
      <DutySwitch />
      <PhoneBar />
    </>
  );
}
