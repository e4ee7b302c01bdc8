import { useSession } from '../../app/session';
import { AcceptTerms } from './accept-terms';
import { EntryFrame } from './entry-frame';
import { NewPassword } from './new-password';

/** What has to be done before the first page: one step after another, each answer saying what is left. */
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
