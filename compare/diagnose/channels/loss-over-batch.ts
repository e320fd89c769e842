import type { Pass } from '../../../scratch/formulas.ts';
import { backward } from '../../../scratch/plain.ts';
import { map } from '../../../src/numbers/algebra.ts';
import { lawOf } from './batch-laws.ts';
import { part } from './draws.ts';
import { finding, type Known, type Outcome, verdict } from './known.ts';
import type { Fit } from './loss-fit.ts';

/** c(B) of L = c(B)·Σ over the rows. */
export async function overBatch(known: Known, { a, of }: Fit, added: ((pass: Pass) => number) | undefined): Promise<Outcome> {
  const { task, draw, asker, formulas } = known;
  const at = async (B: number): Promise<readonly [number, number] | undefined> => {
    const batch = part(draw, 0, B);
    const reply = await asker.ask({ title: `the loss of ${B} rows`, weights: draw.weights, steps: [{ ...batch, rate: 0 }] });
    const pass = backward(task, { weights: draw.weights }, batch, 0, formulas);
    return reply?.losses[0] === undefined
      ? undefined
      : [B, (reply.losses[0] - (added?.(pass) ?? 0) - (formulas.reported(pass, pass.weights) - pass.loss)) / (a * of(pass))];
  };
  const [first, second] = [await at(4), await at(12)];
  if (!first || !second) return verdict('batch loss', 'not asked');
  const law = lawOf([first, second], known.float === 'float32' ? 1e-4 : 1e-7);
  if (law?.name === 'mean') return verdict('batch loss', 'right');
  if (!law) return pairs(known, of, a) ?? verdict('batch loss', 'open');
  return finding('batch loss', {
    computed: `the loss of a batch is ${law.text}`,
    right: '(1/B)·Σ over the rows',
    law: law.name,
    ...(law.name === 'sum' && { known: { name: 'The loss is summed over the batch, not averaged' } }),
    formulas: (right) => ({ loss: (pass) => right.loss(pass) * law.factor(pass.X.rows) * pass.X.rows }),
  });
}

/** Every label with every row: Yᵀ·log P in place of Y ⊙ log P. */
function pairs(known: Known, of: Fit['of'], a: number): Outcome | undefined {
  const every = (pass: Pass) => {
    let sum = 0;
    for (let shift = 0; shift < pass.Y.rows; shift++)
      sum += of({ ...pass, Y: map(pass.Y, (_, i) => pass.Y.data[(i + shift * pass.Y.cols) % pass.Y.data.length]!) });
    return (a * sum) / pass.Y.rows;
  };
  const made = { ...known.formulas, loss: every };
  const right = known.exhibits
    .filter(({ question }) => question.steps.length === 1)
    .every(({ question: { steps, weights }, reply }) => {
      const { loss } = backward(known.task, { weights }, steps[0]!, 0, made);
      return Math.abs(loss - reply.losses[0]!) < 1e-4 * Math.abs(loss);
    });
  return right
    ? finding('batch loss', {
        computed: "the loss pairs every label with every row's probability: an outer product, Yᵀ·log P",
        right: 'each label with its own row',
        formulas: () => ({ loss: every }),
      })
    : undefined;
}
