import type { Answer, ItemOf } from '../../api/types';

/** One line of GET /api/notes or GET /api/contact-changes. */
export type EntryLine = ItemOf<Answer<'/api/notes', 'get'>>;
