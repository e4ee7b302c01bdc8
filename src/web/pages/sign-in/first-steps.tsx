import { useSession } from '../../app/session';
import { AcceptTerms } from './accept-terms';
import { EntryFrame } from './entry-frame';
import { NewPassword } from './new-password';

/** The steps before the first page, one after another; each answer lists the remaining ones. */
export function FirstSteps() {
  const { session } = useSession();
  const [step] = session.steps;
  return (
    <EntryFrame wide={step === 'terms'}>
      {step === 'new-password' && <NewPassword />}
      {step === 'terms' && <AcceptTerms />}
    </EntryFrame>
  );
}
