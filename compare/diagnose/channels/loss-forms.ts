import { LOSSES, lossNamed } from '../../../src/model/losses/losses.ts';
import type { Output } from '../../../src/model/model-spec.ts';
import { type OutputRow, outputsFor } from './output-forms.ts';
import { total } from './search/numbers.ts';

/** ℓ of a row as people write it. */
export interface LossForm {
  readonly text: string;
  readonly reading?: { readonly loss: string; readonly output: string };
  of(row: OutputRow): number;
}

/** Large enough to show where probabilities are moderate. */
export const EPSILONS = [1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8] as const;

/** Every loss on every output; the cross-entropies of other outputs; probabilities in place of losses. */
export function lossForms(output: Output, K: number): LossForm[] {
  return outputsFor(output, K).flatMap(({ kind, symbol, apply }) => {
    const on =
      kind === output.kind
        ? ''
        : { softmax: ' of the softmax', sigmoid: ' of a sigmoid', sigmoids: ' of one sigmoid per class', linear: ' of the logits', tanh: ' of tanh z' }[kind];
    const records = LOSSES.filter(
      ({ name, on: outputs }) => name !== 'squared-error' && ((outputs as readonly string[]).includes(kind) || name.endsWith('hinge')),
    ).map(({ name }): LossForm => {
      const loss = lossNamed(name);
      return {
        text: `the ${loss.record.says.split(',')[0]!.replace('half the ', 'half ')}${on}`,
        reading: { loss: name, output: kind },
        of: ({ z, t }) => loss.value({ z, p: apply(z), t }),
      };
    });
    const ofRow = (text: string, f: (p: Float64Array, t: number[]) => number): LossForm => ({
      text,
      of: ({ z, t }) => f(apply(z), Array.from(t as ArrayLike<number>)),
    });
    const over = (f: (p: number, t: number) => number) => (p: Float64Array, t: number[]) => total(p.map((v, k) => f(v, t[k]!)));
    const binary = (p: number, t: number) => (t === 0 ? 0 : -t * Math.log(p)) - (t === 1 ? 0 : (1 - t) * Math.log(1 - p));
    const probabilities =
      kind === 'linear' || kind === 'tanh'
        ? []
        : [
            ofRow(`the binary cross-entropy of every output, summed over the classes${on}`, over(binary)),
            ofRow(
              `−y·log ${symbol}: the term of the other class is missing`,
              over((p, t) => (t === 0 ? 0 : -t * Math.log(p))),
            ),
            ...EPSILONS.map((ε) => ofRow(`−log(${symbol} + ${ε}) of the class`, (p, t) => -Math.log(classProbability(p, t) + ε))),
            ofRow(`1 − ${symbol} of the class`, (p, t) => 1 - classProbability(p, t)),
            ofRow(`${symbol} of the class`, classProbability),
            ofRow('1 where the largest output is not the class, else 0', (p, t) => Number(largestAt(p) !== largestAt(t))),
          ];
    const roots = ofRow(`the root of the squared error${on}`, (p, t) => Math.sqrt(total(p.map((v, k) => (v - t[k]!) ** 2))));
    return [...records, ...probabilities, roots];
  });
}

function classProbability(p: Float64Array, t: readonly number[]): number {
  return p.length === 1 ? (t[0] === 1 ? p[0]! : 1 - p[0]!) : total(p.map((v, k) => v * t[k]!));
}

function largestAt(values: ArrayLike<number>): number {
  if (values.length === 1) return Number(values[0]! >= 0.5);
  return Array.from(values).reduce((best, v, k) => (v > values[best]! ? k : best), 0);
}
