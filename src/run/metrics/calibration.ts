/** The bins of a reliability diagram, all of the same width. */
const BINS = 10;

/** The predictions of one bin: how sure they were, and how often rightly so. */
export interface CalibrationBin {
  readonly count: number;
  readonly confidence: number; // the mean of their probabilities
  readonly share: number; // that came true
}

/**
 * Probabilities 0 … 1 by the tenth that they lie in, (0, .1], (.1, .2], …, 0 itself in the first; bins without any are left out.
 * scikit-learn's calibration_curve, and over the class predicted that of Guo et al. (2017).
 */
export function calibrationOf(probabilities: ArrayLike<number>, cameTrue: (i: number) => boolean): CalibrationBin[] {
  const bins = Array.from({ length: BINS }, () => ({ count: 0, sum: 0, right: 0 }));
  for (let i = 0; i < probabilities.length; i++) {
    const p = probabilities[i] as number;
    const bin = bins[Math.max(0, Math.ceil(p * BINS) - 1)];
    if (!bin) continue; // NaN
    bin.count++;
    bin.sum += p;
    if (cameTrue(i)) bin.right++;
  }
  return bins.filter(({ count }) => count > 0).map(({ count, sum, right }) => ({ count, confidence: sum / count, share: right / count }));
}
