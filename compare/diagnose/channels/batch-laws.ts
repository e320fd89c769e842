import { round } from './search/numbers.ts';

/** What the sum over the rows of a batch is multiplied by. */
export interface Law {
  readonly name: string;
  readonly text: string;
  readonly factor: (B: number) => number;
}

export const MEAN: Law = { name: 'mean', text: 'the mean over the rows', factor: (B) => 1 / B };
const LAWS: readonly Law[] = [
  MEAN,
  { name: 'sum', text: 'the sum over the rows, not their mean', factor: () => 1 },
  { name: 'mean twice', text: 'divided by the rows twice: (1/B²)·Σ', factor: (B) => 1 / B ** 2 },
  { name: 'mean three times', text: 'divided by the rows three times: (1/B³)·Σ', factor: (B) => 1 / B ** 3 },
  { name: 'square root', text: '(1/√B)·Σ', factor: (B) => 1 / Math.sqrt(B) },
  { name: 'one less', text: '(1/(B − 1))·Σ', factor: (B) => 1 / (B - 1) },
  { name: 'one more', text: '(1/(B + 1))·Σ', factor: (B) => 1 / (B + 1) },
  { name: 'rows', text: 'multiplied by the rows: B·Σ', factor: (B) => B },
];

/** The law of factors seen on batches of two sizes. */
export function lawOf([[B1, c1], [B2, c2]]: readonly [readonly [number, number], readonly [number, number]], tolerance: number): Law | undefined {
  const is = (c: number, wanted: number) => Math.abs(c - wanted) < tolerance * Math.abs(wanted);
  const plain = LAWS.find(({ factor }) => is(c1, factor(B1)) && is(c2, factor(B2)));
  if (plain) return plain;
  if (is(c1, c2)) {
    const c = round(c1, tolerance) ?? { value: c1, text: c1.toPrecision(4) };
    const n = Math.round(1 / c1);
    const isFixed = n > 1 && is(c1, 1 / n);
    return {
      name: 'fixed',
      text: isFixed ? `divided by ${n} whatever the rows of the batch` : `${c.text}·Σ on every batch`,
      factor: () => (isFixed ? 1 / n : c.value),
    };
  }
  for (const { factor, text, name } of LAWS) {
    const ratio = c1 / factor(B1);
    if (!is(c2 / factor(B2), ratio)) continue;
    const c = round(ratio, tolerance) ?? { value: ratio, text: ratio.toPrecision(4) };
    return { name: `scaled ${name}`, text: `${c.text} times ${text}`, factor: (B) => c.value * factor(B) };
  }
  return powerOf([B1, c1], [B2, c2], tolerance);
}

/** c·B^−k, k a multiple of a half: what several of the others make together. */
function powerOf([B1, c1]: readonly [number, number], [B2, c2]: readonly [number, number], tolerance: number): Law | undefined {
  const k = Math.round((2 * Math.log(c1 / c2)) / Math.log(B2 / B1)) / 2;
  const ratio = c1 * B1 ** k;
  if (!(Math.abs(c2 * B2 ** k - ratio) < tolerance * Math.abs(ratio)) || Math.abs(k) > 4) return undefined;
  const c = round(ratio, tolerance) ?? { value: ratio, text: ratio.toPrecision(4) };
  return { name: 'power', text: `(${c.text}/B^${k})·Σ`, factor: (B) => c.value * B ** -k };
}
