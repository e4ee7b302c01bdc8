/** Longer texts seldom come twice. */
const longestText = 32;

/**
 * A pure function of a short text that remembers its results: the words of texts repeat.
 * @param most results kept; when there are more, all are forgotten, since what repeats comes again at once
 */
export function remembered<Result>(work: (text: string) => Result, most = 4096): (text: string) => Result {
  const results = new Map<string, Result>();
  return (text) => {
    if (text.length > longestText) return work(text);
    const known = results.get(text);
    if (known !== undefined) return known;
    const result = work(text);
    if (results.size >= most) results.clear();
    results.set(text, result);
    return result;
  };
}
