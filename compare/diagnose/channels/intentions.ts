import type { Task } from '../../../src/model/training-spec.ts';
import { scale } from '../../../src/numbers/algebra.ts';
import type { Found } from './finding.ts';
import { averagedMomentum, nesterov, staleMomentum } from './momentum-intentions.ts';
import { decimal, shown } from './search/numbers.ts';

/** Findings that together are a right instance of something that was not declared are one, with the declaration to add. */
export function withIntentions(task: Task, found: readonly Found[]): Found[] {
  return targets(together(task, found));
}

/** Other targets are intended where the loss is of them, too. */
function targets(found: readonly Found[]): Found[] {
  const ofLabels = found.some(({ places: [first] }) => first!.channel === 'loss');
  return found.map((one) => (one.places[0]!.channel === 'targets' && one.declare && !ofLabels ? { ...one, severity: 'intention' } : one));
}

function together(task: Task, found: readonly Found[]): Found[] {
  return oneRowAlone(fixedDivisors(nesterov(staleMomentum(averagedMomentum(penalties(task, lossAndGradient(task, found)))))));
}

/** A loss and its own gradient, on the same output and with the same factor. */
function lossAndGradient({ model, training }: Task, found: readonly Found[]): Found[] {
  const gradient = found.find(({ reading, places }) => reading && places[0]!.channel === 'output gradient');
  const loss = found.find(({ reading, places }) => reading && places[0]!.channel === 'loss');
  if (!gradient?.reading || !loss?.reading) return [...found];
  const { loss: name, output, factor } = gradient.reading;
  const same = name === loss.reading.loss && output === loss.reading.output && Math.abs(factor - loss.reading.factor) < 1e-6;
  if (!same) return [...found];
  const K = model.output.kind === 'softmax' ? model.output.classes : 1;
  const word = wordOf(name, factor, K);
  if (!word) return [...found];
  const kind = output === model.output.kind ? undefined : `--output ${output}`;
  const one: Found = {
    ...gradient,
    places: [...gradient.places, ...loss.places],
    computed: `${gradient.computed}, and the loss reported is its own: ${loss.computed.replace('the loss reported of a row is ', '')}`,
    right: `the ${training.loss}, as nothing else is declared`,
    severity: 'intention',
    declare: [...(kind ? [kind] : []), `--loss ${word}`].join(' '),
    formulas: (right) => ({ ...gradient.formulas(right), ...loss.formulas({ ...right, ...gradient.formulas(right) }) }),
  };
  return found.flatMap((other) => (other === gradient ? [one] : other === loss ? [] : [other]));
}

function wordOf(name: string, factor: number, K: number): string | undefined {
  const is = (value: number) => Math.abs(factor - value) < 1e-6;
  if (name === 'half-squared-error')
    return is(1)
      ? name
      : is(2)
        ? 'squared-error'
        : is(2 / K)
          ? 'squared-error, mean over the outputs'
          : is(1 / K)
            ? 'half-squared-error, mean over the outputs'
            : undefined;
  return is(1) ? name : undefined;
}

/** A term in every layer's gradient, and what the loss has of it: its own, none, or another. */
function penalties({ training }: Task, found: readonly Found[]): Found[] {
  const inLoss = found.find(({ strengths }) => strengths);
  const terms = found.filter(({ term }) => term);
  const [first] = terms;
  if (training.penalty || !first?.term) return [...found];
  const { factor, text, layers } = first.term;
  const isSame = ({ term, variant }: Found) => term?.text === text && Math.abs(term.factor - factor) < 1e-5 * Math.abs(factor) && variant === first.variant;
  const ofBiases = found.some(({ places, term, strengths }) => places[0]!.channel === 'penalty' && !term && !strengths);
  if (factor <= 0 || text === '1' || terms.length !== layers || !terms.every(isSame) || ofBiases) return [...found];
  const over = first.variant ? '/B' : '';
  const odd = inLoss?.strengths ? oddIn(inLoss.strengths, first.term, Boolean(first.variant)) : [];
  const own = text === 'W' ? `${shown(factor / 2)}·Σ‖W‖²` : `${shown(factor)}·Σ|W|`;
  const ofLoss = !inLoss ? '; the loss has no such term' : odd.length === 0 ? `, and the loss its own term, ${own}${over}` : '';
  const parts = [...terms, ...(inLoss && odd.length === 0 ? [inLoss] : [])];
  const one: Found = {
    ...first,
    places: parts.flatMap(({ places }) => places),
    computed: `dW has + ${shown(factor)}·${text}${over} in every layer${ofLoss}: ${text === 'W' ? 'weight decay (L2)' : 'an L1 penalty'}`,
    severity: 'intention',
    declare: penaltyDeclared(text === 'W' ? 'l2' : 'l1', decimal(text === 'W' ? factor / 2 : factor), Boolean(inLoss), Boolean(first.variant)),
    formulas: (right) => {
      let made = right;
      for (const { formulas } of parts) made = { ...made, ...formulas(made) };
      return made;
    },
  };
  const loss: Found[] =
    inLoss && odd.length > 0
      ? [{ ...inLoss, computed: `${inLoss.computed}: ${odd.join('; ')}`, right: `${own}${over}, which is what the gradient is of` }]
      : [];
  return found.flatMap((other) => (other === first ? [one] : other === inLoss ? (odd.length > 0 ? loss : []) : terms.includes(other) ? [] : [other]));
}

/** The command line knows a penalty that stands in the loss, whatever the batch. */
function penaltyDeclared(kind: 'l1' | 'l2', strength: string, isInLoss: boolean, overBatch: boolean): string {
  if (isInLoss && !overBatch) return `--${kind} ${strength}`;
  return `penalty: { ${kind}: ${strength}, in: '${isInLoss ? 'loss' : 'gradient'}', overBatch: ${overBatch} }`;
}

/** Where what the loss has of a tensor is not what its gradient has. */
function oddIn({ overBatch, of }: NonNullable<Found['strengths']>, { factor, text, layers }: NonNullable<Found['term']>, isOver: boolean): string[] {
  const strength = (one: (typeof of)[number]) => (text === 'W' ? 2 * one.l2 : one.l1);
  const weights = Array.from({ length: layers }, (_, l) => {
    const one = of.find(({ name, layer }) => name === 'W' && layer === l + 1);
    if (!one) return [`it lacks W${l + 1}`];
    const ratio = strength(one) / factor;
    return Math.abs(ratio - 1) < 1e-4 ? [] : [`it counts W${l + 1} ${Math.abs(ratio - 2) < 1e-4 ? 'twice' : `${shown(ratio)} times`}`];
  }).flat();
  const biases = of.filter(({ name }) => name === 'b');
  const ofBiases =
    biases.length > 0 ? [`it counts ${biases.map(({ layer }) => `b${layer}`).join(', ')} too, whose gradient lacks ${shown(strength(biases[0]!))}·b`] : [];
  return [
    ...weights,
    ...ofBiases,
    ...(overBatch === isOver ? [] : [`it is ${overBatch ? '' : 'not '}divided by the rows, its gradient is${overBatch ? ' not' : ''}`]),
  ];
}

/** c of every single row, and 1/c times the mean of more: only where a batch has one row is it otherwise. */
function oneRowAlone(found: readonly Found[]): Found[] {
  const single = found.find(({ places: [place], scaled }) => place!.channel === 'output gradient' && scaled !== undefined);
  const several = found.find(({ times }) => times !== undefined);
  if (single?.scaled === undefined || several?.times === undefined || Math.abs(single.scaled * several.times - 1) > 1e-4) return [...found];
  const c = single.scaled;
  const one: Found = {
    ...single,
    places: [...several.places, ...single.places],
    computed: `${single.computed} where the batch has one row only; of more rows it is the mean, as it should be`,
    formulas: (right) => ({ lossGradient: (pass) => ((d) => (pass.X.rows === 1 ? scale(d, c) : d))(right.lossGradient(pass)) }),
  };
  return found.flatMap((other) => (other === single ? [one] : other === several ? [] : [other]));
}

/** c of every row with a sum over the batch: a fixed number in place of B. */
function fixedDivisors(found: readonly Found[]): Found[] {
  let all = [...found];
  for (const [of, over, what] of [
    ['output gradient', 'batch', 'the gradient'],
    ['loss', 'batch loss', 'the loss'],
  ] as const) {
    const scaled = all.find(
      ({ places: [place], scaled: c }) => place!.channel === of && c !== undefined && c > 0 && c < 1 && Math.abs(1 / c - Math.round(1 / c)) < 1e-4,
    );
    const sum = all.find(({ places: [place], law }) => place!.channel === over && law === 'sum');
    if (!scaled?.scaled || !sum) continue;
    const n = Math.round(1 / scaled.scaled);
    const one: Found = {
      ...sum,
      places: [...sum.places, ...scaled.places],
      computed: `${what} of a batch is divided by ${n}, whatever the rows really in it: (1/${n})·Σ`,
      known: { name: 'A fixed number in place of the rows of the batch' },
      parameter: n,
      formulas: (right) => ({ ...scaled.formulas(right), ...sum.formulas({ ...right, ...scaled.formulas(right) }) }),
    };
    all = all.flatMap((other) => (other === sum ? [one] : other === scaled ? [] : [other]));
  }
  return all;
}
