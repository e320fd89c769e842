import type { Pass } from '../../../scratch/formulas.ts';
import { map, product, transpose } from '../../../src/numbers/algebra.ts';
import { type Matrix, ShapeError } from '../../../src/numbers/matrix.ts';
import type { Option } from './finding.ts';
import { type Known, symbol } from './known.ts';
import { close } from './search/numbers.ts';
import { flat, type Row } from './table.ts';

interface Operand {
  readonly text: string;
  readonly of: (pass: Pass) => Matrix; // (B, n)
}

/** Every activation, every z and every δ that is known when dW[l] is computed, what is nearest first; at the output the probabilities too. */
function operands({ layers, task }: Known, l: number): Operand[] {
  const last = layers.length - 1;
  const all: (Operand & { readonly far: number })[] = [{ text: '1', of: ({ A }) => map(A[l]!, () => 1), far: 3 }];
  for (let m = 0; m <= layers.length; m++) {
    const far = Math.abs(m - l);
    if (m <= last) all.push({ text: m === 0 ? 'x' : symbol('a', m - 1), of: ({ A }) => A[m]!, far });
    if (m > 0) all.push({ text: symbol('z', m - 1), of: ({ Z }) => Z[m - 1]!, far: far + 0.5 });
  }
  const probabilities = { text: 'p', of: (pass: Pass) => pass.P, far: last - l + 1 };
  const own = { text: symbol('δ', l), of: ({ dZ }: Pass) => dZ[l]!, far: 2 };
  return [...all, ...(task.model.output.kind === 'linear' ? [] : [probabilities]), own].toSorted((a, b) => a.far - b.far);
}

function gradients({ layers }: Known, l: number): Operand[] {
  const own = { text: symbol('δ', l), of: ({ dZ }: Pass) => dZ[l]! };
  const error = { text: '(p − y)', of: ({ P, Y }: Pass) => map(P, (p, i) => (p - Y.data[i]!) / P.rows) };
  const before = { text: symbol('dA', l), of: ({ dA }: Pass) => dA[l]! };
  return l === layers.length - 1 ? [own, error] : [own, before];
}

interface Candidate {
  readonly text: string;
  readonly of: (pass: Pass) => Matrix;
}

/** Every product of two of them that has the shape of W[l]; transposed, or a transposed one read in row order, too. */
export function candidates(known: Known, l: number): Candidate[] {
  const outer = gradients(known, l).flatMap((right) =>
    operands(known, l).flatMap((left): Candidate[] => {
      const of = (pass: Pass) => product(transpose(left.of(pass)), right.of(pass));
      return [
        { text: `${left.text}ᵀ·${right.text}`, of },
        { text: `(${left.text}ᵀ·${right.text})ᵀ`, of: (pass) => transpose(of(pass)) },
        {
          text: `(${left.text}ᵀ·${right.text})ᵀ, its numbers read in row order`,
          of: (pass) => ((M, { W }) => ({ rows: W.rows, cols: W.cols, data: M.data }))(transpose(of(pass)), pass.weights[l]!),
        },
      ];
    }),
  );
  const weighed: Candidate = {
    text: `W${l + 1} ⊙ δ${l + 1}`,
    of: ({ weights, dZ }) => map(weights[l]!.W, (w, i) => w * column(dZ[l]!, i % weights[l]!.W.cols)),
  };
  return [...outer, weighed];
}

function column({ data, cols }: Matrix, j: number): number {
  let sum = 0;
  for (let i = j; i < data.length; i += cols) sum += data[i]!;
  return sum;
}

/** The same as ways to compute it, where the gradients themselves cannot be seen. */
export function weightOptions(known: Known, l: number): Option[] {
  const { W } = known.draw.weights[l]!;
  const fitting = (of: Candidate['of']) => (pass: Pass) => {
    const M = of(pass);
    if (M.rows !== W.rows || M.cols !== W.cols) throw new ShapeError(`dW${l + 1} is of another shape.`);
    return M;
  };
  return candidates(known, l).map(({ text, of }) => ({
    channel: 'weight gradient',
    computed: `dW${l + 1} = ${text}`,
    right: `dW${l + 1} = ${l === 0 ? 'x' : symbol('a', l - 1)}ᵀ·δ${l + 1}`,
    formulas: (right) => ({ weightGradient: (pass, m) => (m === l ? fitting(of)(pass) : right.weightGradient(pass, m)) }),
  }));
}

/** Whether dW is a product of something known with these δ. */
export function isOfDeltas(known: Known, rows: readonly Row[], l: number, deltas: readonly Matrix[]): boolean {
  const target = flat(rows.map(({ own }) => own[l]!.W));
  const at = rows.map(({ pass }, r) => ({ ...pass, dZ: Object.assign([...pass.dZ], { [l]: deltas[r]! }) }));
  return candidates(known, l).some(({ text, of }) => {
    if (!text.includes('δ')) return false;
    const values = flat(at.map(of));
    return values.length === target.length && close(values, target, known.tolerance.tensor);
  });
}
