import { bestVariant } from '../../scratch/kernels/simd/choice.ts';
import { createSimd, DESCRIPTIONS } from '../../scratch/kernels/simd/simd.ts';
import { Fault } from '../../src/fault.ts';
import type { Timing } from '../measure.ts';
import { slice } from '../runners/slice.ts';
import { training } from '../runners/training.ts';
import { median, spread } from '../statistics.ts';
import { varied } from '../variations.ts';
import { fitted, predicted } from './fit.ts';
import { type Amounts, amountsOf, nameOf, SHAPES } from './shapes.ts';

/** One network, its step as it was timed, and as the model has it. */
export interface Priced {
  readonly name: string;
  readonly amounts: Amounts;
  readonly seconds: number; // of processor time, the median of the rounds
  readonly spread: number;
  readonly predicted: number;
}

/** time = a·flops + b·bytes + c·calls */
export interface Cost {
  readonly ran: string;
  readonly costs: readonly [flop: number, byte: number, call: number]; // seconds
  readonly priced: readonly Priced[];
}

/** Times a step of every shape, in turns, and fits the model. @throws Fault where this engine has no SIMD */
export async function cost({ rounds, seconds }: Timing, say: (text: string) => void): Promise<Cost> {
  const variant = bestVariant();
  if (!variant) throw new Fault('This JavaScript engine has no WebAssembly SIMD: there is nothing to price.');
  const all = SHAPES.map((shape) => ({ shape, work: training(varied(shape.task()), createSimd(variant), ''), steps: [] as number[] }));
  for (let round = 0; round <= rounds; round++) {
    say(`cost: round ${round} of ${rounds}`);
    for (const { shape, work, steps } of all) {
      const { cpuSeconds, samples } = await slice(work, seconds);
      if (round > 0) steps.push((cpuSeconds / samples) * shape.batchSize); // the first warms up
    }
  }
  const measured = all.map(({ shape, steps }) => ({ shape, steps, amounts: Object.values(amountsOf(shape)), seconds: median(steps) }));
  const costs = fitted(measured) as [number, number, number];
  const priced = measured.map(
    (each): Priced => ({
      name: nameOf(each.shape),
      amounts: amountsOf(each.shape),
      seconds: each.seconds,
      spread: spread(each.steps),
      predicted: predicted(each, costs),
    }),
  );
  return { ran: `Node ${process.version.slice(1)}, ${DESCRIPTIONS[variant]}`, costs, priced };
}
