import type { Formulas } from '../../../scratch/formulas.ts';
import { backward } from '../../../scratch/plain.ts';
import { type Matrix, zeros } from '../../../src/numbers/matrix.ts';
import { part } from './draws.ts';
import { BIG } from './exhibits.ts';
import type { Compared, Proof } from './finding.ts';
import type { Known } from './known.ts';
import { close, largestOf } from './search/numbers.ts';
import { gradientsOf, type Row, type Stepping } from './table.ts';

/** What a row's own gradients show of what was drawn: by what a = dW/db, as the step saw it, differs from f(z); NaN where f(z) is 0. */
export type Masks = readonly Float64Array[];

export function masksOf({ layers, formulas }: Known, { pass, own }: Row): Masks {
  const masks: Float64Array[] = [];
  let A: Matrix = pass.A[0]!;
  for (let l = 0; l < layers.length - 1; l++) {
    const Z = formulas.affine(A, pass.weights[l]!, l);
    const above = own[l + 1]!;
    const k = [...above.b.data].map(Math.abs).indexOf(largestOf(above.b.data));
    const a = Float64Array.from({ length: above.W.rows }, (_, i) => above.W.data[i * above.W.cols + k]! / above.b.data[k]!);
    const plain = formulas.activation(layers[l]!, l).value(Z).data;
    masks.push(a.map((v, j) => (Math.abs(plain[j]!) < 1e-9 ? Number.NaN : v / plain[j]!)));
    A = { rows: 1, cols: a.length, data: a };
  }
  return masks;
}

/** Each row's gradients and loss beside what formulas give with its masks, which are 0 or the layer's factor; and what no mask touches in batches. */
export async function proofWith(
  known: Known,
  formulas: Formulas,
  stepping: Stepping,
  drawn: readonly { readonly row: Row; readonly masks: Masks }[],
  factors: readonly number[],
): Promise<Proof> {
  const tolerance = known.float === 'float32' ? 3e-5 : 1e-8;
  let tensors = 0;
  const wrong: Compared[] = [];
  const compare = (name: Compared, expected: ArrayLike<number>, came: ArrayLike<number>) => {
    tensors++;
    if (!close(expected, came, tolerance)) wrong.push(name);
  };
  for (const { row, masks } of drawn) {
    const question = 'a step of one row, with the masks read off its gradients';
    const given = masks.map((mask, l): Matrix => ({ rows: 1, cols: mask.length, data: mask.map((m) => (Math.abs(m) < 1e-6 ? 0 : factors[l]!)) }));
    const { X, target, weights } = row.pass;
    const pass = backward(known.task, { weights }, { X, y: target, masks: given }, stepping.rate, formulas);
    pass.gradients.forEach(({ W, b }, l) => {
      compare({ tensor: `W${l + 1}`, question }, W.data, row.own[l]!.W.data);
      compare({ tensor: `b${l + 1}`, question }, b.data, row.own[l]!.b.data);
    });
    if (row.loss !== undefined) compare({ tensor: 'loss', question }, [pass.loss], [row.loss]);
  }
  for (const B of [4, 12]) await ofBatch(known, stepping, B, compare);
  const [first] = wrong;
  return {
    state: wrong.length === 0 ? 'confirmed' : 'refuted',
    tensors,
    wrong: wrong.length,
    worst: 0,
    furthest: { tensor: '', question: '', relative: 0 },
    ...(first && { first }),
    of: 'single rows, with the masks read off each, and of batches where no mask shows',
    questions: ['steps of one row, with the masks read off their gradients', 'batches of 4 and 12 rows through a last layer of zeros'],
  };
}

/** With W = 0 in the last layer no mask shows in the logits: what becomes of a batch there, and after two steps at rate 0. */
async function ofBatch(known: Known, stepping: Stepping, B: number, compare: (name: Compared, expected: ArrayLike<number>, came: ArrayLike<number>) => void) {
  const { draw, asker, task, formulas, layers } = known;
  const last = layers.length - 1;
  const weights = draw.weights.map((layer, l) => (l === last ? { ...layer, W: zeros(layer.W.rows, layer.W.cols) } : layer));
  const batch = part(draw, 0, B);
  const steps = [0, 0, BIG].map((rate) => ({ ...batch, rate }));
  const question = `a third step of ${B} rows, the last layer's W 0`;
  const reply = await asker.ask({ title: question, weights, steps });
  if (!reply) return compare({ tensor: 'loss', question }, [0], [Number.NaN]);
  const expected = backward(task, { weights }, batch, BIG, formulas);
  const own = gradientsOf(reply.after[1]!, reply.after[2]!, { ...stepping, rate: BIG })[last]!;
  compare({ tensor: `b${last + 1}`, question }, expected.gradients[last]!.b.data, own.b.data);
  for (const loss of reply.losses) if (loss !== undefined) compare({ tensor: 'loss', question }, [expected.loss], [loss]);
}
