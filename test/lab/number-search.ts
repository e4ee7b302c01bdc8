/** The search of `star7 doctor --live` is the tests' own: what it finds there, it finds here. */
export { base64Decodings, numberForms, NumberSearch, searchForNumber } from '#doctor/live/number-search';
export type { NumberFinding, NumberForm } from '#doctor/live/number-search';
