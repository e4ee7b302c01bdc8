import { useEffect } from 'react';
import { useSession } from '../app/session';
import { DutySwitch } from './duty-switch';
import { pagePhone } from './page-phone';
import { PhoneBar } from './phone-bar';
import { ReachButton } from './reach-button';

/** The phone in the page: whether it is on, and what it does. */
export function PhonePart() {
  const { extension } = useSession().session;
  useEffect(() => pagePhone.open(), []);
  return (
    <>
      {extension !== null && <ReachButton extension={extension} />}
      <DutySwitch />
      <PhoneBar />
    </>
  );
}
