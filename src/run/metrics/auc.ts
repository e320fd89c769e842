/**
 * The area under the ROC curve: how likely the score of a row that is so lies above that of one that is not, equal scores
 * counting half (Mann and Whitney's U over all pairs). NaN where no row is so, or every one, or a score is not a number.
 */
export function areaUnderCurve(scores: ArrayLike<number>, isSo: (row: number) => boolean): number {
  const rows = Uint32Array.from({ length: scores.length }, (_, r) => r);
  if (rows.some((r) => Number.isNaN(scores[r]))) return NaN;
  const sorted = rows.sort((a, b) => ((scores[a] as number) < (scores[b] as number) ? -1 : 1));
  let [positives, ranks] = [0, 0];
  for (let from = 0, to = 0; from < sorted.length; from = to) {
    let ofThese = 0;
    for (; to < sorted.length && scores[sorted[to]!] === scores[sorted[from]!]; to++) if (isSo(sorted[to]!)) ofThese++;
    positives += ofThese;
    ranks += (ofThese * (from + 1 + to)) / 2; // equal scores share the mean of their ranks, from + 1 … to
  }
  const pairs = positives * (sorted.length - positives);
  return pairs === 0 ? NaN : (ranks - (positives * (positives + 1)) / 2) / pairs;
}
