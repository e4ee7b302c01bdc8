import type { DeskPhoneSettings, Make } from './desk-phone';
import { grandstreamFile } from './grandstream-file';
import { yealinkFile } from './yealink-file';

export interface DeskPhoneFile {
  mediaType: string;
  text: string;
}

export function deskPhoneFile(make: Make, settings: DeskPhoneSettings): DeskPhoneFile {
  return make === 'yealink'
    ? { mediaType: 'text/plain; charset=utf-8', text: yealinkFile(settings) }
    : { mediaType: 'text/xml; charset=utf-8', text: grandstreamFile(settings) };
}
