import type { Formulas, Pass } from '../../../scratch/formulas.ts';
import { byColumns, columnStatistics } from '../../../scratch/normalisation.ts';
import { map, scale, sumRows, times } from '../../../src/numbers/algebra.ts';
import type { Matrix } from '../../../src/numbers/matrix.ts';
import type { Option } from './finding.ts';
import type { Known } from './known.ts';

/** What dZ is made of: dU = γ·dN, u = (Z − μ)/√(σ² + ε), the means over what was normalised together. */
interface Terms {
  readonly dN: Matrix;
  readonly dU: Matrix;
  readonly u: Matrix;
  readonly inverse: Matrix; // 1/√(σ² + ε)
  readonly mean: (M: Matrix) => Matrix;
}

const WHOLE = 'dZ = (dU − mean dU − u·mean(dU ⊙ u))/√(σ² + ε), dU = γ·dN, u = (Z − μ)/√(σ² + ε)';

const centred = ({ mean }: Terms, dU: Matrix) => minus(dU, mean(dU));
const turned = ({ u, mean }: Terms, dU: Matrix) => times(u, mean(times(dU, u)));
const minus = (A: Matrix, B: Matrix) => map(A, (a, i) => a - B.data[i]!);
const whole = (terms: Terms, dU: Matrix) => times(minus(centred(terms, dU), turned(terms, dU)), terms.inverse);

/** dZ with one or another part of it left out. */
const BACKWARD: readonly { readonly computed: string; readonly of: (terms: Terms) => Matrix }[] = [
  {
    computed: 'dZ = (dU − u·mean(dU ⊙ u))/√(σ² + ε): the term of the mean is missing, − mean dU',
    of: (terms) => times(minus(terms.dU, turned(terms, terms.dU)), terms.inverse),
  },
  {
    computed: 'dZ = (dU − mean dU)/√(σ² + ε): the term of the variance is missing, − u·mean(dU ⊙ u)',
    of: (terms) => times(centred(terms, terms.dU), terms.inverse),
  },
  { computed: 'dZ = dU/√(σ² + ε): both terms are missing, as if μ and σ² were constants', of: ({ dU, inverse }) => times(dU, inverse) },
  { computed: 'dZ is not divided by √(σ² + ε)', of: (terms) => minus(centred(terms, terms.dU), turned(terms, terms.dU)) },
  { computed: 'dZ is divided by σ² + ε, without the root', of: (terms) => times(whole(terms, terms.dU), terms.inverse) },
  { computed: 'dZ is made of dN in place of γ·dN: γ is left out going back', of: (terms) => whole(terms, terms.dN) },
  { computed: 'dZ = dN: the normalisation is not passed back', of: ({ dN }) => dN },
  { computed: 'dZ = γ·dN: of the normalisation γ alone is passed back', of: ({ dU }) => dU },
];

type Given = Terms & { readonly pass: Pass; readonly l: number };

/** What is made of γ and β. */
const TENSORS: readonly { readonly computed: string; readonly of: (given: Given) => Partial<Record<'gamma' | 'beta', Matrix>> }[] = [
  { computed: 'dγ = Σ dN ⊙ Z, of Z before it is normalised', of: ({ dN, pass, l }) => ({ gamma: sumRows(times(dN, pass.Z[l]!)) }) },
  { computed: 'dγ = Σ dN ⊙ N, of what γ and β have made of u', of: ({ dN, pass, l }) => ({ gamma: sumRows(times(dN, pass.N[l]!.values)) }) },
  { computed: 'dγ = Σ dN, without u', of: ({ dN }) => ({ gamma: sumRows(dN) }) },
  { computed: 'dγ = 0: γ is never updated', of: ({ dN }) => ({ gamma: scale(sumRows(dN), 0) }) },
  { computed: 'dγ is divided by the rows once more', of: ({ dN, u }) => ({ gamma: scale(sumRows(times(dN, u)), 1 / dN.rows) }) },
  { computed: 'dβ = 0: β is never updated', of: ({ dN }) => ({ beta: scale(sumRows(dN), 0) }) },
  { computed: 'dβ = Σ γ·dN', of: ({ dU }) => ({ beta: sumRows(dU) }) },
  { computed: 'dβ is divided by the rows once more', of: ({ dN }) => ({ beta: scale(sumRows(dN), 1 / dN.rows) }) },
];

/** What the normalisation of layers may be otherwise, in all of them or in one. */
export function normalisationOptions({ layers }: Known): Option[] {
  const normalised = layers.flatMap(({ normalise }, l) => (normalise ? [l] : []));
  if (normalised.length === 0) return [];
  const places = normalised.length > 1 ? [normalised, ...normalised.map((l) => [l])] : [normalised];
  return [...forward(), ...places.flatMap((at) => backward(at, normalised.length > 1 && at.length === 1 ? `, in layer ${at[0]! + 1}` : ''))];
}

function backward(at: readonly number[], where: string): Option[] {
  const made =
    (of: (given: Given) => Partial<ReturnType<Formulas['normalisationGradient']>>) =>
    (right: Formulas): Partial<Formulas> => ({
      normalisationGradient(pass, l, dN) {
        const own = right.normalisationGradient(pass, l, dN);
        const terms = at.includes(l) ? termsOf(pass, l, dN) : undefined;
        return terms ? { ...own, ...of({ ...terms, pass, l }) } : own;
      },
    });
  const ofZ = BACKWARD.map(({ computed, of }): Option => {
    return { channel: 'derivative', computed: `${computed}${where}`, right: WHOLE, formulas: made((given) => ({ dZ: of(given) })) };
  });
  const ofTensors = TENSORS.map(({ computed, of }): Option => {
    return { channel: 'weight gradient', computed: `${computed}${where}`, right: 'dγ = Σ dN ⊙ u, dβ = Σ dN', formulas: made(of) };
  });
  return [...ofZ, ...ofTensors];
}

function termsOf({ N, weights, layers }: Pass, l: number, dN: Matrix): Terms | undefined {
  const [{ by }, { gamma }] = [N[l]!, weights[l]!];
  if (!by || !gamma) return undefined;
  const mean = layers[l]!.normalise === 'batch' ? meanOfColumns : meanOfRows;
  return { dN, dU: map(dN, (d, i) => d * gamma.data[i % dN.cols]!), u: by.unit, inverse: by.inverse, mean };
}

/** The mean of its column, or of its row, in the place of each number. */
function meanOfColumns(M: Matrix): Matrix {
  const sums = sumRows(M).data;
  return map(M, (_, i) => sums[i % M.cols]! / M.rows);
}

function meanOfRows(M: Matrix): Matrix {
  const sums = new Float64Array(M.rows);
  M.data.forEach((value, i) => (sums[Math.floor(i / M.cols)]! += value));
  return map(M, (_, i) => sums[Math.floor(i / M.cols)]! / M.cols);
}

/** Another divisor of σ², and another ε. */
function forward(): Option[] {
  const ways = [
    { computed: 'σ² is taken with the divisor B − 1', of: (v: number, rows: number) => (v * rows) / (rows - 1) },
    ...[1e-3, 1e-5, 1e-8, 0].map((ε) => ({ computed: `ε of the normalisation is ${ε}`, of: (v: number) => v, ε })),
  ];
  return ways.map(
    ({ computed, of, ...own }): Option => ({
      channel: 'forward',
      computed,
      right: 'u = (Z − μ)/√(σ² + ε), σ² with the divisor B, ε as declared',
      formulas: (right) => ({
        normalised(Z, given) {
          const { gamma, beta } = given.weights;
          if (given.layer.normalise !== 'batch' || given.purpose !== 'step' || !gamma || !beta) return right.normalised(Z, given);
          const { mean, variance } = columnStatistics(Z);
          const by = byColumns(Z, { mean, variance: map(variance, (v) => of(v, Z.rows)) }, 'ε' in own ? own.ε : given.normalisation.epsilon);
          return { by, statistics: { mean, variance }, values: map(by.unit, (u, i) => gamma.data[i % Z.cols]! * u + beta.data[i % Z.cols]!) };
        },
      }),
    }),
  );
}
