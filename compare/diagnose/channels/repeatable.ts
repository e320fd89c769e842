import { tensorsOf } from '../../../src/model/tensors.ts';
import { part } from './draws.ts';
import type { Known } from './known.ts';
import { finding, type Outcome, verdict } from './known.ts';
import { close } from './search/numbers.ts';

/** Whether the same question has the same answer: in fresh networks, in one after another, and what is carried over where it has not. */
export async function examineRepeats(known: Known): Promise<{ readonly isRandom: boolean; readonly outcome: Outcome }> {
  const { asker, draw, float } = known;
  const still = { ...part(draw, 0, 8), rate: 0 };
  const ask = async (rates: readonly number[]) => {
    const reply = await asker.ask({ title: 'the same step twice', weights: draw.weights, steps: rates.map((rate) => ({ ...still, rate })) });
    return reply && { losses: reply.losses, after: tensorsOf(reply.after.at(-1)!).flatMap(({ values }) => [...values.data]) };
  };
  const [first, second, twice] = [await ask([0.125]), await ask([0.125]), await ask([0, 0])];
  if (!first || !second || !twice) return { isRandom: false, outcome: verdict('manners', 'not asked') };
  if (!close(first.after, second.after, 1e-12))
    return {
      isRandom: true,
      outcome: finding('manners', {
        computed: 'the same question is answered differently each time: something is drawn at random in step',
        right: 'the same answer',
        formulas: () => ({}),
      }),
    };
  const [one, other] = twice.losses;
  const isStill = close(
    twice.after,
    tensorsOf(draw.weights).flatMap(({ values }) => [...values.data]),
    1e-12,
  );
  const changes = isStill && one !== undefined && other !== undefined && Number.isFinite(one) && Math.abs(one - other) > 1e-9 * Math.abs(one);
  if (!changes) return { isRandom: false, outcome: verdict('manners', 'right') };
  const later = await ask([0, 0.125]);
  const carried = later !== undefined && close(first.after, later.after, float === 'float32' ? 1e-5 : 1e-9);
  return carried
    ? {
        isRandom: false,
        outcome: finding('manners', {
          computed: 'the loss of the very same question changes from step to step: something is carried over from the steps before',
          right: 'the loss of this batch',
          formulas: () => ({}),
        }),
      }
    : {
        isRandom: true,
        outcome: finding('manners', {
          computed: 'the same step has another answer the second time, though nothing was learnt between: something is drawn at random in step',
          right: 'the same answer',
          formulas: () => ({}),
        }),
      };
}
