import type { Task } from '../../../src/model/training-spec.ts';
import type { Found } from './finding.ts';
import { shown } from './search/numbers.ts';

/** Findings that together are a right instance of something that was not declared are one, with the declaration to add. */
export function withIntentions(task: Task, found: readonly Found[]): Found[] {
  return averagedMomentum(penalties(task, lossAndGradient(task, found)));
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

/** A term in the gradient and the same in the loss, twice as large in the gradient as a square has it; or in the gradient alone. */
function penalties({ training }: Task, found: readonly Found[]): Found[] {
  if (training.penalty) return [...found];
  const inLoss = found.find(({ strengths }) => strengths);
  const terms = found.filter(({ term }) => term);
  if (terms.length === 0) return [...found];
  const [first] = terms as [Found, ...Found[]];
  const { factor, text } = first.term!;
  const isUniform =
    factor > 0 &&
    text !== '1' &&
    terms.every(({ term, variant }) => term!.text === text && Math.abs(term!.factor - factor) < 1e-5 * Math.abs(factor) && variant === first.variant) &&
    terms.length === Number(first.term!.layers);
  if (!isUniform) return [...found];
  const biases = found.some(({ places, term, strengths }) => places[0]!.channel === 'penalty' && !term && !strengths);
  const strength = (one: NonNullable<Found['strengths']>['of'][number]) => (text === 'W' ? 2 * one.l2 : one.l1);
  const ofWeights = inLoss?.strengths?.of.filter(({ name }) => name === 'W') ?? [];
  const isOwn =
    inLoss &&
    inLoss.strengths!.of.length === ofWeights.length &&
    ofWeights.length === terms.length &&
    ofWeights.every((one) => Math.abs(strength(one) - factor) < 1e-4 * factor) &&
    inLoss.strengths!.overBatch === Boolean(first.variant);
  if (biases || (inLoss && !isOwn)) return [...found];
  const over = first.variant ? '/B' : '';
  const one: Found = {
    ...first,
    places: [...terms, ...(inLoss ? [inLoss] : [])].flatMap(({ places }) => places),
    computed: `dW has + ${shown(factor)}·${text}${over} in every layer${inLoss ? `, and the loss its own term, ${text === 'W' ? `${shown(factor / 2)}·Σ‖W‖²` : `${shown(factor)}·Σ|W|`}${over}` : '; the loss has no such term'}: ${text === 'W' ? 'weight decay (L2)' : 'an L1 penalty'}`,
    severity: 'intention',
    declare: `penalty: { ${text === 'W' ? 'l2' : 'l1'}: ${shown(text === 'W' ? factor / 2 : factor)}, in: '${inLoss ? 'loss' : 'gradient'}', overBatch: ${Boolean(first.variant)} }`,
    formulas: (right) =>
      [...terms, ...(inLoss ? [inLoss] : [])].reduce(
        (made, { formulas }) => Object.assign(made, formulas({ ...right, ...made })),
        {} as ReturnType<Found['formulas']>,
      ),
  };
  return found.flatMap((other) => (other === first ? [one] : terms.includes(other) || other === inLoss ? [] : [other]));
}

/** δ and u = g + β·u′ with δ smaller by 1 − β: momentum as an average. */
function averagedMomentum(found: readonly Found[]): Found[] {
  const momentum = found.find(({ momentum: of }) => of !== undefined);
  const gradient = found.find(({ scaled }) => scaled !== undefined);
  if (momentum?.momentum === undefined || gradient?.scaled === undefined || Math.abs(gradient.scaled - (1 - momentum.momentum)) > 1e-4) return [...found];
  const β = shown(momentum.momentum);
  const one: Found = {
    ...momentum,
    computed: `u = ${β}·u′ + ${shown(gradient.scaled)}·g: momentum as a running mean`,
    known: { name: 'Momentum as a running mean of gradients' },
    severity: 'intention',
    declare: `--optimiser momentum, momentum ${β}, dampening ${β}`,
    formulas: (right) => ({ ...gradient.formulas(right), ...momentum.formulas({ ...right, ...gradient.formulas(right) }) }),
  };
  return found.flatMap((other) => (other === momentum ? [one] : other === gradient ? [] : [other]));
}
