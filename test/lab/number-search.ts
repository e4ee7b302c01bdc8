/** The tests use the number search of `star7 doctor --live`. */
export { base64Decodings, numberForms, NumberSearch, searchForNumber } from '#doctor/live/number-search';
export type { NumberFinding, NumberForm } from '#doctor/live/number-search';
