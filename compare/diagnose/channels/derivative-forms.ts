import type { Pass } from '../../../scratch/formulas.ts';
import { ACTIVATIONS, activationOf } from '../../../src/model/activations/activations.ts';
import { map } from '../../../src/numbers/algebra.ts';
import type { Matrix } from '../../../src/numbers/matrix.ts';
import { type Known, symbol } from './known.ts';

/** What dA may be multiplied by. */
export interface DerivativeForm {
  readonly text: string;
  readonly name: string;
  readonly of: (pass: Pass, l: number) => Matrix; // (B, out)
}

/** How a derivative is written in a and z; for those that have no line here, f′. */
const WRITTEN: Readonly<Record<string, { readonly at: (z: string, a: string) => string; readonly ofZ: (z: string) => string }>> = {
  relu: { at: (_z, a) => `1[${a} > 0]`, ofZ: (z) => `1[${z} > 0]` },
  tanh: { at: (_z, a) => `1 − ${a}²`, ofZ: (z) => `1 − tanh²(${z})` },
  sigmoid: { at: (_z, a) => `${a}(1 − ${a})`, ofZ: (z) => `σ(${z})(1 − σ(${z}))` },
  'leaky-relu': { at: (_z, a) => `1 where ${a} > 0, else 0.01`, ofZ: (z) => `1 where ${z} > 0, else 0.01` },
  linear: { at: () => '1', ofZ: () => '1' },
};

export function written(name: string, z: string, a: string): string {
  return WRITTEN[name]?.at(z, a) ?? `${name}′(${z})`;
}

/** The derivative of every activation, at a, at z, at one in place of the other, and at those of the layers beside it; the activation itself; 1. */
export function derivativeForms({ layers }: Known, declared: string): DerivativeForm[] {
  const records = ACTIVATIONS.toSorted((a, b) => Number(b.name === declared) - Number(a.name === declared));
  const own = records.flatMap(({ name }) => {
    const { f, slope } = activationOf(name);
    const ofZ = (z: string) => WRITTEN[name]?.ofZ(z) ?? `${name}′(${z})`;
    const whose = name === declared ? `the derivative of ${name}` : `the derivative of ${name}, not of ${declared}`;
    return [
      { text: written(name, 'z', 'a'), name: whose, of: ({ N, F }: Pass, l: number) => map(F[l]!, (a, i) => slope(N[l]!.values.data[i]!, a)) },
      { text: ofZ('z'), name: `${whose}, of z`, of: ({ N }: Pass, l: number) => map(N[l]!.values, (z) => slope(z, f(z))) },
      { text: ofZ('a'), name: `${whose}, at a in place of z`, of: ({ F }: Pass, l: number) => map(F[l]!, (a) => slope(a, f(a))) },
      { text: written(name, 'z', 'z'), name: `${whose}, with z in place of a`, of: ({ N }: Pass, l: number) => map(N[l]!.values, (z) => slope(z, z)) },
      { text: written(name, 'dA', 'dA'), name: `${whose}, at what comes from above`, of: ({ dA }: Pass, l: number) => map(dA[l]!, (d) => slope(d, d)) },
    ];
  });
  const { f, slope } = activationOf(declared);
  const beside = [1, -1].map((step) => ({
    text: `${declared}′ of layer ${step > 0 ? 'above' : 'below'}`,
    name: `the derivative at the numbers of the layer ${step > 0 ? 'above' : 'below'}`,
    of: ({ N }: Pass, l: number) =>
      N[l + step]?.values.cols === N[l]!.values.cols ? map(N[l + step]!.values, (z) => slope(z, f(z))) : map(N[l]!.values, () => NaN),
  }));
  const plain = [
    { text: '1', name: 'no derivative', of: ({ N }: Pass, l: number) => map(N[l]!.values, () => 1) },
    { text: 'a', name: 'the activation itself in place of its derivative', of: ({ F }: Pass, l: number) => F[l]! },
    { text: 'z', name: 'z in place of the derivative', of: ({ N }: Pass, l: number) => N[l]!.values },
    { text: '1[z ≤ 0]', name: 'the wrong half', of: ({ N }: Pass, l: number) => map(N[l]!.values, (z) => (z > 0 ? 0 : 1)) },
  ];
  const neighbours = layers.slice(0, -1).length > 1 ? beside : [];
  const count = 5;
  return [...own.slice(0, count), plain[0]!, ...own.slice(count), ...plain.slice(1), ...neighbours];
}

/** z of layer l, a of it, as a finding writes them. */
export function inLayer(text: string, l: number): string {
  return text.replaceAll(/(?<![\p{L}])(z|a|dA)(?![\p{L}])/gu, (name) => symbol(name, l));
}
