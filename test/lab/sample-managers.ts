/** The sample shop's managers: their extensions are the lab's phones. */
export interface SampleManager {
  extension: string;
  name: string;
  language: 'ru' | 'en';
}

export const sampleManagers: readonly SampleManager[] = [
  { extension: '101', name: 'Ольга Смирнова', language: 'ru' },
  { extension: '102', name: 'Пётр Иванов', language: 'ru' },
  { extension: '103', name: 'Alice Johnson', language: 'en' },
  { extension: '104', name: 'Марина Соколова', language: 'ru' },
  { extension: '105', name: 'Robert Brown', language: 'en' },
];

/** Managers of a bigger shop, from 106 on: for tests with many simultaneous calls. At most 25. */
export function moreManagers(count: number): SampleManager[] {
  return Array.from({ length: count }, (_, index) => ({
    extension: String(106 + index),
    name: `Manager ${String(106 + index)}`,
    language: 'en',
  }));
}

/** Phones without protection, for positive controls. */
export const leakyManagers: readonly SampleManager[] = [
  { extension: '201', name: 'Unprotected One', language: 'en' },
  { extension: '202', name: 'Unprotected Two', language: 'en' },
];
