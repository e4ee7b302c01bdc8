import type { Call } from '../../api/types';
import { ListenerNote } from './listener-note';
import { VoicemailNote } from './voicemail-note';

/** What is seldom to be said of a call, and so is not part of the first page. */
export function CallNotes({ call }: { call: Call }) {
  return (
    <>
      <VoicemailNote call={call} />
      <ListenerNote callId={call.id} />
    </>
  );
}
