import { useMutation } from '@tanstack/react-query';
import { api, take } from '../../api/client';
import { useLiveStore } from '../../live/live';

/** Says who answered a call, live or ended. */
export function useMarkVoicemail() {
  const store = useLiveStore();
  return useMutation({
    mutationFn: ({ id, voicemail }: { id: string; voicemail: boolean }) =>
      take(api.PUT('/api/calls/{id}/voicemail', { params: { path: { id } }, body: { voicemail } })),
    onSuccess: store.take,
  });
}
