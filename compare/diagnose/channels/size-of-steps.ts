import type { Formulas } from '../../../scratch/formulas.ts';
import { newMemory, step } from '../../../scratch/plain.ts';
import type { NamedTensors } from '../../../src/model/tensors.ts';
import { map, scale } from '../../../src/numbers/algebra.ts';
import { zeros } from '../../../src/numbers/matrix.ts';
import { by, named } from './batch-findings.ts';
import { lawOf } from './batch-laws.ts';
import { part } from './draws.ts';
import { finding, type Known, type Outcome } from './known.ts';
import type { Step } from './questions.ts';

const RATE = 0.125;
const SIZES = [4, 12] as const;
const NONE: Outcome = { found: [], verdicts: [] };
/** About how large the gradients asked for are: some tens of the ε that optimisers usually have. */
const TINY = 3e-7;

/**
 * A rule that divides by the size of gradients hides by what all of them are multiplied, but for its ε: where nearly every row is right
 * already, gradients are as small as that. Only what is small by itself is looked at: 1 − p of the class is mostly rounding. Where all
 * else is right no other question tells, and none can be asked to confirm it.
 */
export async function examineSize(known: Known, isAllElseRight: boolean): Promise<Outcome> {
  const { task, asker, formulas, layers } = known;
  const { kind } = task.model.output;
  if (
    (kind !== 'softmax' && kind !== 'sigmoid') ||
    !/cross-entropy/.test(task.training.loss) ||
    known.found.some(({ places: [place] }) => place!.channel === 'batch')
  )
    return NONE;
  const weights = certain(known);
  const at = kind === 'softmax' ? 1 : 0;
  const bias = (tensors: NamedTensors) => tensors[layers.length - 1]!.b.data[at]!;
  const moved = (batch: Step, r: number) =>
    bias(weights) - bias(step(task, { weights, memory: newMemory(task) }, batch, RATE, multiplied(formulas, r)).after.weights);
  const seen: (readonly [number, number])[] = [];
  for (const B of SIZES) {
    const batch = { ...part(known.draw, 0, B), y: new Uint32Array(B), rate: RATE };
    const own = moved(batch, 1);
    const thrice = moved(batch, 3);
    if (Math.abs(thrice - 3 * own) < 1e-3 * Math.abs(own)) return NONE; // it is no such rule
    if (Math.abs(thrice - own) < 1e-3 * Math.abs(own)) return NONE; // something else moves the bias, such as a penalty on it
    const reply = await asker.ask({ title: `a step of ${B} rows that are right already`, weights, steps: [batch] });
    if (!reply) return NONE;
    const r = factorFor(bias(weights) - bias(reply.after[0]!), (factor) => moved(batch, factor));
    if (r === undefined) return NONE;
    seen.push([B, r / B]);
  }
  const law = lawOf(seen as [readonly [number, number], readonly [number, number]], 0.02);
  if (!law || law.name === 'mean') return NONE;
  return finding('batch', {
    computed: `the gradient of a batch is ${law.text}, as steps show where gradients are as small as ε; elsewhere the optimiser divides it out again`,
    right: '(1/B)·Σ over the rows: one mean, once',
    law: law.name,
    ...named(law),
    formulas: isAllElseRight ? () => ({}) : by(law),
  });
}

/** W = 0 in the last layer, and a bias by which every row is of class 0, with so much left for the others. */
function certain({ draw, layers, task }: Known): NamedTensors {
  const least = Math.log(TINY);
  return draw.weights.map((layer, l) =>
    l < layers.length - 1
      ? layer
      : { W: zeros(layer.W.rows, layer.W.cols), b: map(layer.b, (_, k) => Math.fround(task.model.output.kind === 'sigmoid' ? least : k === 0 ? -least : 0)) },
  );
}

function multiplied(formulas: Formulas, r: number): Formulas {
  return { ...formulas, lossGradient: (pass) => scale(formulas.lossGradient(pass), r) };
}

/** r of which a growing f is the value wanted, by halves of its logarithm; undefined where it is beyond. */
function factorFor(wanted: number, f: (r: number) => number): number | undefined {
  let [low, high] = [-7, 7];
  if (!(f(Math.exp(low)) < wanted && wanted < f(Math.exp(high)))) return undefined;
  for (let i = 0; i < 40; i++) {
    const middle = (low + high) / 2;
    if (f(Math.exp(middle)) < wanted) low = middle;
    else high = middle;
  }
  return Math.exp((low + high) / 2);
}
