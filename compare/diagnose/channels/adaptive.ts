import type { Formulas } from '../../../scratch/formulas.ts';
import { backward } from '../../../scratch/plain.ts';
import { logitsWidth } from '../../../src/model/model-spec.ts';
import { optimiserOf } from '../../../src/model/optimisers/optimisers.ts';
import { type NamedTensor, type NamedTensors, tensorsOf } from '../../../src/model/tensors.ts';
import { scale } from '../../../src/numbers/algebra.ts';
import { ShapeError } from '../../../src/numbers/matrix.ts';
import { begunOtherwise, countedByTensor, type Rule, ruleFormulas, rules, stepping, textOf } from './adaptive-rules.ts';
import { part } from './draws.ts';
import type { Option } from './finding.ts';
import { hiddenOptions } from './hidden-options.ts';
import { finding, type Known, type Outcome, together, verdict, withOutcome } from './known.ts';
import { gradientForms, gradientOf } from './output-forms.ts';
import type { Step } from './questions.ts';
import { times } from './search/numbers.ts';
import { weightOptions } from './weight-operands.ts';

/** The steps that a network took, and the weights before each. */
interface Course {
  readonly steps: readonly Step[];
  readonly before: readonly NamedTensors[];
  readonly after: readonly NamedTensors[];
}

const RATE = 0.125;

/**
 * Where changes are of one size: the optimiser divides by the sizes of gradients, so that they cannot be read off. From the last
 * layer down each tensor's changes over several steps are held against every rule, with the gradient that is right or, where none
 * does, with each that the places before it may have.
 */
export async function examineAdaptive(start: Known): Promise<Known> {
  const { draw, asker, layers } = start;
  const steps = [0, 4, 8, 0].map((from) => ({ ...part(draw, from, from + 4), rate: RATE }));
  const reply = await asker.ask({ title: '4 steps of 4 rows', weights: draw.weights, steps });
  if (!reply) return withOutcome(start, verdict('update', 'not asked'));
  const course = { steps, before: [draw.weights, ...reply.after.slice(0, -1)], after: reply.after };
  const last = tensorsOf(draw.weights).filter(({ layer, name }) => layer === layers.length && name === 'b');
  const top = ruleOf(start, course, last);
  if (!top) return withOutcome(start, verdict('update', 'open'));
  const { rule } = top;
  let known = withOutcome(start, top.outcome);
  for (let l = layers.length - 1; l >= 0; l--) known = layerWith(known, course, rule, l);
  return withOutcome(known, ruleOutcome(known, rule));
}

/** The rule, those with their usual numbers first, that gives the changes of the last bias with the gradient that is right, or with another loss's. */
function ruleOf(known: Known, course: Course, tensors: readonly NamedTensor[]): { readonly rule: Rule; readonly outcome: Outcome } | undefined {
  const all = rules();
  const own = optimiserOf(known.task.training.optimiser);
  const declared: Rule = { record: own.record, hyper: own.hyperAt(1), text: textOf(own.record, own.hyperAt(1)), isRight: true, at: (_tensor, step) => step };
  const intended = known.task.training.optimiser.name === 'sgd' ? [] : [declared];
  const plain = all.filter(({ record, hyper }) =>
    Object.entries(record.hyper).every(
      ([key, value]) => hyper[key] === value || (key === 'epsilon' && hyper[key] === 1e-8) || (key === 'rho' && hyper[key] === 0.9),
    ),
  );
  const usual = plain.filter(({ record }) => record.name.startsWith('adam'));
  const counted = usual.flatMap((rule) => countedByTensor(rule, tensorsOf(known.draw.weights)));
  const none: Option = { channel: 'output gradient', computed: '', right: '', formulas: () => ({}) };
  const options = [none, ...lossOptions(known)].map((option) => ({
    option,
    gradients: gradientsOver(known, course, { ...known.formulas, ...option.formulas(known.formulas) }),
  }));
  const signed = options.filter(({ gradients }) => tensors.every((tensor) => signsAgree(course, gradients, tensor)));
  const others = all.filter((rule) => !plain.includes(rule));
  const begun = [...intended, ...plain].flatMap(begunOtherwise);
  const othersBegun = others.filter(({ record }) => !('beta1' in record.hyper)).flatMap(begunOtherwise);
  for (const some of [[...intended, ...plain], counted, begun, others, othersBegun]) {
    const candidates = some.map((rule) => ({ rule, directions: tensors.map((tensor) => stepping(rule, tensor)) }));
    for (const { option, gradients } of signed) {
      const points = tensors.map((tensor) => pointsOf(course, gradients, tensor));
      const found = candidates.find(({ directions }) => directions.every((direction, t) => gives(known, direction, points[t]!)));
      if (found) return { rule: found.rule, outcome: option === none ? verdict('output gradient', 'right') : finding('output gradient', option) };
    }
  }
  return undefined;
}

/** Other losses, and other ways to put rows together: of the size of a gradient only ε shows anything. */
export function lossOptions({ task }: Known): Option[] {
  const K = logitsWidth(task.model.output);
  const laws = [
    { text: '', over: (_B: number) => 1 },
    { text: ', summed over the batch', over: (B: number) => B },
    { text: ', divided by the rows twice', over: (B: number) => 1 / B },
  ];
  const plain = laws.slice(1).map(
    ({ text, over }): Option => ({
      channel: 'output gradient',
      computed: `δ = p − y${text}`,
      right: 'δ = (p − y)/B',
      formulas: (right) => ({ lossGradient: (pass) => scale(right.lossGradient(pass), over(pass.X.rows)) }),
    }),
  );
  const forms = gradientForms(task.model.output, K).flatMap(({ text, name, reading, of }) =>
    [1, 2].flatMap((c) =>
      laws.map((law) => ({
        channel: 'output gradient' as const,
        computed: `δ = ${times(c)}${text}${law.text}`,
        right: 'δ = (p − y)/B',
        known: { name: `${name[0]!.toUpperCase()}${name.slice(1)}` },
        ...(reading && { reading: { ...reading, factor: c } }),
        formulas: () => ({ lossGradient: (pass) => scale(gradientOf(of)(pass), c * law.over(pass.X.rows)) }) satisfies Partial<Formulas>,
      })),
    ),
  );
  return [...plain, ...forms];
}

function gradientsOver({ task }: Known, { steps, before }: Course, formulas: Formulas): NamedTensors[] {
  return steps.map((step, s) => {
    const pass = backward(task, { weights: before[s]! }, step, step.rate, formulas);
    return formulas.treated(pass, formulas.penalised(pass, pass.gradients));
  });
}

/** Whether the first step goes down these gradients at all: every rule does. */
function signsAgree({ before, after }: Course, [first]: readonly NamedTensors[], { name, layer, values }: NamedTensor): boolean {
  const at = (tensors: NamedTensors, i: number) => tensors[layer - 1]![name]!.data[i]!;
  return values.data.every((_, i) => at(first!, i) === 0 || Math.sign(at(before[0]!, i) - at(after[0]!, i)) === Math.sign(at(first!, i)));
}

/** A number of a tensor over the steps: its gradients, and its changes by the rate. */
interface Point {
  readonly gradients: readonly number[];
  readonly changes: readonly number[];
}

/** Where gradients are all but 0 there is none: anything gives their changes. */
function pointsOf({ steps, before, after }: Course, gradients: readonly NamedTensors[], { name, layer, values }: NamedTensor): Point[] {
  const at = (tensors: NamedTensors, i: number) => tensors[layer - 1]![name]!.data[i]!;
  const all = Array.from(values.data, (_, i) => ({
    gradients: gradients.map((tensors) => at(tensors, i)),
    changes: steps.map(({ rate }, s) => (at(before[s]!, i) - at(after[s]!, i)) / rate),
  }));
  return all.filter(({ gradients }) => gradients.every((g) => Math.abs(g) > 1e-7 || g === 0));
}

/** Whether a rule gives these changes. */
function gives({ float }: Known, direction: ReturnType<typeof stepping>, points: readonly Point[]): boolean {
  const tolerance = float === 'float32' ? 2e-4 : 1e-11;
  return points.every(({ gradients, changes }) => {
    const next = direction(gradients[0]!);
    return gradients.every((g, s) => {
      const u = next(g, s + 1);
      return Math.abs(changes[s]! - u) <= tolerance * Math.max(1, Math.abs(u));
    });
  });
}

/** A layer's W and b: with the gradients that are right, else with what may go down to it, and with what its dW may be made of. */
function layerWith(start: Known, course: Course, rule: Rule, l: number): Known {
  const [W, b] = ['W', 'b'].map((name) => tensorsOf(start.draw.weights).find((tensor) => tensor.layer === l + 1 && tensor.name === name)!) as [
    NamedTensor,
    NamedTensor,
  ];
  const holds = (formulas: Formulas, tensor: NamedTensor) => {
    try {
      return gives(start, stepping(rule, tensor), pointsOf(course, gradientsOver(start, course, formulas), tensor));
    } catch (error) {
      if (error instanceof ShapeError) return false;
      throw error;
    }
  };
  let known = start;
  if (!holds(known.formulas, b) && l < known.layers.length - 1) {
    const option = hiddenOptions(known, l).find(({ formulas }) => holds({ ...known.formulas, ...formulas(known.formulas) }, b));
    known = withOutcome(known, option ? finding(option.channel, option, l + 1) : verdict('passed down', 'open', l + 1));
  }
  if (holds(known.formulas, W)) return withOutcome(known, together(verdict('weight gradient', 'right', l + 1), verdict('bias gradient', 'right', l + 1)));
  const option = weightOptions(known, l).find(({ formulas }) => holds({ ...known.formulas, ...formulas(known.formulas) }, W));
  return withOutcome(known, option ? finding(option.channel, option, l + 1) : verdict('weight gradient', 'open', l + 1));
}

function ruleOutcome({ task }: Known, rule: Rule): Outcome {
  const { record, text, isRight, hyper } = rule;
  const { name, hyper: intended = {} } = task.training.optimiser;
  const changed = Object.entries(hyper).filter(([key, value]) => record.hyper[key] !== value);
  if (isRight && record.name === name && Object.entries({ ...record.hyper, ...intended }).every(([key, value]) => hyper[key] === value))
    return verdict('update', 'right');
  const declare = [`--optimizer ${record.name}`, ...changed.map(([key, value]) => (key === 'inside' ? 'with inside: 1' : `--${key} ${value}`))].join(' ');
  return finding('update', {
    computed: `the optimiser is ${text}`,
    right: name === 'sgd' ? 'W′ = W − η·dW' : name,
    ...(isRight && { severity: 'intention' as const, declare }),
    formulas: ruleFormulas(rule),
  });
}
