import { useEffect } from 'react';
import { DutySwitch } from './duty-switch';
import { pagePhone } from './page-phone';
import { PhoneBar } from './phone-bar';

/** The phone in the page: whether it is on, and what it does. */
export function PhonePart() {
  useEffect(() => pagePhone.open(), []);
  return (
    <>
      <DutySwitch />
      <PhoneBar />
    </>
  );
}
