import type { Answer, ItemOf } from '../../api/types';

/** A line of GET /api/notes and GET /api/contact-changes. */
export type EntryLine = ItemOf<Answer<'/api/notes', 'get'>>;
