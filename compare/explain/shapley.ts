/** value[mask]: what is reached where the factors whose bits are set are changed; 2^k of them. */
export type Values = readonly number[];

/**
 * Every factor's Shapley share of v(all) − v(none): its effect averaged over all orders in which the factors could be
 * changed one after the other. The shares add up to the gap.
 *
 *     φ_i = Σ over S without i of |S|!·(k − 1 − |S|)!/k! · (v(S ∪ {i}) − v(S))       (Shapley, 1953)
 */
export function shapleyShares(values: Values): number[] {
  const k = factorCount(values);
  return Array.from({ length: k }, (_, i) => {
    const bit = 1 << i;
    let share = 0;
    for (let S = 0; S < values.length; S++) {
      if ((S & bit) === 0) share += weight(size(S), k) * (values[S | bit]! - values[S]!);
    }
    return share;
  });
}

/** |S|!·(k − 1 − |S|)!/k! = 1/(k·C(k − 1, |S|)) */
function weight(s: number, k: number): number {
  let choose = 1;
  for (let i = 0; i < s; i++) choose = (choose * (k - 1 - i)) / (i + 1);
  return 1 / (k * choose);
}

/**
 * What each set of factors does together beyond all that its parts do, seen from mask 0 (Harsanyi's dividends):
 *
 *     m(S) = Σ over T within S of (−1)^(|S| − |T|)·v(T)
 *
 * m(∅) is v(none); all others add up to the gap, and a factor's Shapley share is Σ m(S)/|S| over the sets S that it is in.
 */
export function interactions(values: Values): number[] {
  const found = [...values];
  for (let bit = 1; bit < found.length; bit <<= 1) {
    for (let S = 0; S < found.length; S++) if ((S & bit) !== 0) found[S]! -= found[S ^ bit]!;
  }
  return found;
}

/** How many bits are set. */
export function size(mask: number): number {
  let bits = 0;
  for (let rest = mask; rest !== 0; rest &= rest - 1) bits++;
  return bits;
}

function factorCount(values: Values): number {
  const k = Math.log2(values.length);
  if (!Number.isInteger(k)) throw new RangeError(`A table of ${values.length} cells is not of 2^k.`);
  return k;
}
