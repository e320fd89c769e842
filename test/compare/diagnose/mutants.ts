import type { Activation } from '../../../src/model/activations/activations.ts';
import type { ModelSpec } from '../../../src/model/model-spec.ts';
import type { Bug } from './planted-network.ts';

/** A planted mistake, the names that are right for it, and the first tensor whose numbers it makes wrong. */
export interface Mutant {
  readonly plant: Bug;
  readonly named: readonly string[]; // ids of the catalogue; any of them is right
  readonly located: (model: Shape) => string;
  /** Whether it changes any number at all in such a model. */
  readonly shows: (model: Shape) => boolean;
}

/** What matters of a model. */
export interface Shape {
  readonly spec: ModelSpec;
  readonly depth: number;
  readonly softmax: boolean;
  readonly square: boolean; // every layer but a sigmoid output
  readonly activation: Activation;
}

export const SHORT_ROWS = 7;
export const BATCH = 16;

type Where = (model: Shape) => string;
// biome-ignore format: a function that makes one, on a line
const at = (tensor: string): Where => () => tensor;
// biome-ignore format: a function that makes one, on a line
const last = (kind: string): Where => ({ depth }) => `${kind}${depth}`;
// biome-ignore format: a function that makes one, on a line
const belowLast = (kind: string): Where => ({ depth }) => `${kind}${depth - 1}`;
const always = () => true;
const softmax = ({ softmax: is }: Shape) => is;
const sigmoid = ({ softmax: is }: Shape) => !is;
// biome-ignore format: a function that makes one, on a line
const of = (...activations: Activation[]) => ({ activation }: Shape) => activations.includes(activation);
/** A sigmoid output's W has one column: there is nothing to transpose. */
const transposable = ({ depth, softmax: is }: Shape, layer: number) => layer < depth || is;
const deep = ({ depth }: Shape) => depth === 3;

function mutant(bug: string, named: string | readonly string[], located: Where, shows: Mutant['shows'] = always, value?: number): Mutant {
  return { plant: value === undefined ? { bug } : { bug, value }, named: typeof named === 'string' ? [named] : named, located, shows };
}

/** The same mistake in one layer alone: 1 and the last that can have it. */
function inLayers(
  bug: string,
  named: string | readonly string[],
  kind: string,
  layers: 'all' | 'hidden' | 'upper',
  shows: (model: Shape, layer: number) => boolean = always,
  value?: number,
): Mutant[] {
  const ids = typeof named === 'string' ? [named] : named;
  const make = (layer: number, depth?: number): Mutant => ({
    plant: { bug, layer, ...(value === undefined ? {} : { value }) },
    // where only one layer can have it, 'in all layers' is the same
    named: ids.flatMap((id) => [`${id}/${layer}`, id]),
    located: () => (kind === 'logits' ? 'logits' : `${kind}${layer}`),
    shows: (model) => shows(model, layer) && (depth === undefined || model.depth === depth),
  });
  if (layers === 'hidden') return [make(1), make(2, 3)];
  if (layers === 'upper') return [make(2), make(3, 3)];
  return [make(1), make(2), make(3, 3)];
}

/** A gradient that a later formula takes away again: batches of one have no mean. */
const scaled = ['rate-scaled'];

// biome-ignore format: a mistake, or the variants of one, on a line
const forward: Mutant[] = [
  mutant('no-bias', 'bias-left-out', at('logits')), ...inLayers('no-bias', 'bias-left-out', 'logits', 'all'),
  mutant('forward-transposed', 'weights-transposed', at('logits')),
  ...inLayers('forward-transposed', 'weights-transposed', 'logits', 'all', transposable),
  mutant('kept-as-out-in', 'layout', at('logits')),
  mutant('transposed-in', 'layout-in', at('weights')), mutant('transposed-out', 'layout-out', at('weights')),
  mutant('activation-leaky', 'leaky-relu', at('logits'), of('relu'), 0.01), mutant('activation-leaky', 'leaky-relu', at('logits'), of('relu'), 0.137),
  ...inLayers('activation-leaky', 'leaky-relu', 'logits', 'hidden', of('relu'), 0.2),
  mutant('activation-tanh', 'activation-tanh', at('logits'), of('relu', 'sigmoid')), mutant('activation-relu', 'activation-relu', at('logits'), of('tanh', 'sigmoid')),
  mutant('activation-sigmoid', 'activation-sigmoid', at('logits'), of('relu', 'tanh')), mutant('activation-linear', 'activation-none', at('logits')),
  mutant('activation-elu', 'activation-elu', at('logits')), mutant('activation-softplus', 'activation-softplus', at('logits')),
  ...inLayers('activation-tanh', 'activation-tanh', 'logits', 'hidden', of('relu', 'sigmoid')), ...inLayers('activation-linear', 'activation-none', 'logits', 'hidden'),
  ...['relu', 'tanh', 'sigmoid'].flatMap((f) => [mutant(`logits-${f}`, `logits-${f}`, at('logits')), mutant(`logits-${f}-one-way`, `logits-${f}/one-way`, at('logits'))]),
  mutant('logits-softmax', 'logits-softmax', at('logits'), softmax), mutant('logits-softmax-one-way', 'logits-softmax/one-way', at('logits'), softmax),
  mutant('predict-probabilities', 'answers-probabilities', at('logits')), mutant('predict-log-probabilities', 'answers-log-probabilities', at('logits'), softmax),
];

// biome-ignore format: a mistake, or the variants of one, on a line
const data: Mutant[] = [
  mutant('standardised-again', 'standardised-again', at('logits')), mutant('standardised-again-step', 'standardised-again/step', at('loss')),
  mutant('scaled-again', 'scaled-again', at('logits')),
  mutant('one-hot-next', 'one-hot-next', at('loss'), softmax), mutant('one-hot-previous', 'one-hot-previous', at('loss'), softmax), mutant('one-hot-from-one', 'one-hot-from-one', at('loss'), softmax),
  mutant('labels-flipped', 'labels-flipped', at('loss'), sigmoid),
  mutant('label-next-row', 'labels-shifted', at('loss')), mutant('labels-reversed', 'labels-reversed', at('loss')), mutant('labels-shuffled', 'labels-shuffled', at('loss')),
  mutant('short-dropped', 'short-batch-dropped', ({ depth }) => `dZ${depth}`, always, BATCH),
  mutant('shorter-dropped', 'shorter-batch-dropped', at('update')),
];

// biome-ignore format: a mistake, or the variants of one, on a line
const loss: Mutant[] = [
  mutant('loss-summed', 'loss-summed', at('loss')), mutant('loss-mean-twice', 'loss-mean-twice', at('loss')), mutant('loss-sign', 'loss-sign', at('loss')),
  mutant('loss-classes', 'loss-over-classes', at('loss'), softmax), mutant('loss-nominal', 'loss-nominal-batch', at('loss'), always, 32),
  // biome-ignore lint/suspicious/noApproximativeNumericConstant: 1/ln 2 as it is typed, of a loss in bits
  mutant('loss-factor', 'loss-factor', at('loss'), always, 1.4427), mutant('loss-after', 'loss-after-update', at('loss')), mutant('loss-zero', 'loss-zero', at('loss')),
  mutant('loss-squared', 'loss-squared-error', at('loss')), mutant('positive-term-loss', 'loss-positive-term', at('loss'), sigmoid),
  ...[1e-7, 1e-12].flatMap((e) => [mutant('log-plus', 'log-plus-epsilon', at('loss'), always, e), mutant('log-plus-through', 'log-plus-epsilon/gradient', at('loss'), always, e)]),
  ...[1e-7, 1e-15].flatMap((e) => [mutant('log-clip', 'log-clipped', at('loss'), always, e), mutant('log-clip-through', 'log-clipped/gradient', at('loss'), always, e)]),
  mutant('log-of-zero', 'log-of-zero', at('loss')), mutant('unshifted', 'softmax-unshifted', at('loss')),
  mutant('unshifted-gradient', 'softmax-unshifted/gradient', last('dZ')),
  mutant('batch-axis', 'softmax-batch-axis', at('loss'), softmax), mutant('batch-axis-gradient', 'softmax-batch-axis/gradient', last('dZ'), softmax),
  mutant('softmax-twice', 'softmax-twice', at('loss'), softmax), mutant('softmax-twice-through', 'softmax-twice/jacobian', at('loss'), softmax),
];

// biome-ignore format: a mistake, or the variants of one, on a line
const outputGradient: Mutant[] = [
  mutant('linear-mean', 'mean-twice', last('dZ')), mutant('divided-twice', 'mean-twice', last('dZ')),
  mutant('sum-gradient', 'mean-missing', last('dZ')), mutant('sum-both', 'mean-missing/loss-too', at('loss')),
  mutant('nominal', 'nominal-batch', last('dZ'), always, BATCH), mutant('nominal', 'nominal-batch', last('dZ'), always, 50), mutant('nominal-both', 'nominal-batch/loss-too', at('loss'), always, 32),
  mutant('first-batch', 'first-batch-size', at('update')),
  mutant('classes-gradient', ['over-classes', ...scaled], last('dZ'), softmax), mutant('classes-both', 'over-classes/loss-too', at('loss'), softmax),
  mutant('sign', 'wrong-sign', last('dZ')), mutant('uphill', 'wrong-sign', last('dZ')),
  mutant('factor-two', ['squared-error-factor', ...scaled], last('dZ')), mutant('mse-mean', ['squared-error-mean', 'squared-error-factor', ...scaled], last('dZ')),
  mutant('jacobian-diagonal', 'jacobian-diagonal', last('dZ'), softmax), mutant('jacobian-twice', 'jacobian-twice', last('dZ')),
  mutant('jacobian-diagonal-twice', ['jacobian-diagonal-twice', 'jacobian-twice'], last('dZ')),
  mutant('squared-error-gradient', 'squared-error', last('dZ')), mutant('squared-error', 'squared-error/loss-1', at('loss')),
  mutant('no-labels', 'labels-not-subtracted', last('dZ')), mutant('positive-term', 'positive-term', at('loss'), sigmoid),
];

// biome-ignore format: a mistake, or the variants of one, on a line
const backward: Mutant[] = [
  mutant('db-mean', 'bias-mean', last('db')), ...inLayers('db-mean', 'bias-mean', 'db', 'all'),
  mutant('db-missing', 'bias-gradient-missing', last('db')), ...inLayers('db-missing', 'bias-gradient-missing', 'db', 'all'), mutant('biases-not-updated', 'bias-gradient-missing', last('db')),
  mutant('dw-mean', 'weight-gradient-mean', last('dW')), ...inLayers('dw-missing', 'weight-gradient-missing', 'dW', 'all'), ...inLayers('frozen', 'layer-frozen', 'dZ', 'all'),
  mutant('mean-every-layer', 'mean-in-every-layer', last('dZ')), mutant('mean-between', 'mean-between-layers', belowLast('dZ')), mutant('not-passed', 'back-not-passed', belowLast('dZ')),
  mutant('dw-transposed', 'weight-gradient-transposed', ({ depth, softmax: is }) => `dW${is ? depth : depth - 1}`),
  ...inLayers('dw-transposed', 'weight-gradient-transposed', 'dW', 'all', transposable),
  mutant('dw-from-z', 'weight-gradient-from-z', last('dW')), ...inLayers('dw-from-z', 'weight-gradient-from-z', 'dW', 'upper'),
  ...inLayers('dw-from-output', 'weight-gradient-from-output', 'dW', 'all', (model, layer) => model.square && transposable(model, layer)),
  mutant('before-derivative', 'gradient-before-derivative', belowLast('dZ')), mutant('early-update', 'updated-too-early', belowLast('dZ')),
  mutant('back-through-w', 'back-through-w', ({ depth, softmax: is }) => `dZ${is ? depth - 1 : depth - 2}`, ({ depth, softmax: is }) => is || depth === 3),
];

// biome-ignore format: a mistake, or the variants of one, on a line
const derivative: Mutant[] = [
  mutant('mask-missing', ['mask-missing', 'derivative-missing'], belowLast('dZ')), ...inLayers('mask-missing', ['mask-missing', 'derivative-missing'], 'dZ', 'hidden'),
  mutant('mask-inverted', 'mask-inverted', belowLast('dZ'), of('relu')), mutant('mask-of-gradient', 'mask-of-gradient', belowLast('dZ'), of('relu')),
  mutant('mask-zero-one', 'mask-at-zero', belowLast('dZ'), of('relu')), mutant('mask-zero-half', 'mask-half', belowLast('dZ'), of('relu')),
  mutant('mask-leaky', 'mask-leaky', belowLast('dZ'), of('relu'), 0.01),
  { plant: { bug: 'mask-below', layer: 2 }, named: ['mask-of-layer-below', 'mask-of-layer-below/2'], located: at('dZ2'), shows: (model) => deep(model) && model.square },
  { plant: { bug: 'mask-above', layer: 1 }, named: ['mask-of-layer-above', 'mask-of-layer-above/1'], located: at('dZ1'), shows: (model) => model.square && (deep(model) || model.softmax) },
  mutant('slope-at-z', 'derivative-at-z', belowLast('dZ'), of('tanh', 'sigmoid')), mutant('slope-at-a', 'derivative-at-a', belowLast('dZ'), of('tanh', 'sigmoid')),
  ...inLayers('slope-at-z', 'derivative-at-z', 'dZ', 'hidden', of('tanh', 'sigmoid')),
  mutant('slope-of-tanh', 'derivative-of-tanh', belowLast('dZ'), of('relu', 'sigmoid')), mutant('slope-of-sigmoid', 'derivative-of-sigmoid', belowLast('dZ'), of('relu', 'tanh')),
  mutant('slope-of-relu', 'derivative-of-relu', belowLast('dZ'), of('tanh', 'sigmoid')),
];

// biome-ignore format: a mistake, or the variants of one, on a line
const update: Mutant[] = [
  mutant('not-zeroed', 'accumulated', at('update')), mutant('momentum', 'momentum', at('update'), always, 0.9), mutant('momentum', 'momentum', at('update'), always, 0.5),
  mutant('averaged', 'momentum-averaged', last('dZ'), always, 0.9), mutant('nesterov', 'momentum-nesterov', last('dZ'), always, 0.9),
  mutant('stale', 'stale-gradient', last('dZ')), mutant('adam', 'adam', last('dZ')),
  mutant('decay', 'weight-decay', last('dW'), always, 0.01), mutant('decay', 'weight-decay', last('dW'), always, 1e-4), mutant('decay-biases', 'weight-decay/biases', last('dZ'), always, 5e-3),
  mutant('decay-loss', 'weight-decay/loss-0.5', at('loss'), always, 0.01), mutant('decay-decoupled', 'weight-decay-decoupled', at('update'), always, 1e-3),
  mutant('clip-norm', 'clipped-norm', last('dZ'), always, 0.1), mutant('clip-tensor', 'clipped-tensor-norm', last('dZ'), always, 0.05), mutant('clip-value', 'clipped-value', last('dZ'), always, 0.01),
  mutant('rate-fixed', 'rate-fixed', at('update'), always, 0.01), mutant('rate-scaled', 'rate-scaled', last('dZ'), always, 0.3),
  mutant('rate-decay', 'rate-decay', at('update'), always, 0.01), mutant('rate-exponential', 'rate-decay-exponential', at('update'), always, 0.95),
];

// biome-ignore format: a mistake, or the variants of one, on a line
const manners: Mutant[] = [
  mutant('views', 'weights-are-views', at('weights() are views')), mutant('keeps-given', 'given-weights-kept', at('keeps given weights')),
  mutant('alters-x', 'batch-altered', at('batch X altered')), mutant('alters-y', 'labels-altered', at('batch y altered')),
  mutant('set-ignored', 'set-weights-ignored', at('weights')), mutant('set-biases-ignored', 'set-biases-ignored', at('weights')), mutant('initial-bias-zero', 'initial-biases-zero', at('weights')),
];

export const MUTANTS: readonly Mutant[] = [...forward, ...data, ...loss, ...outputGradient, ...backward, ...derivative, ...update, ...manners];

/** 2 and 3 layers × each activation × softmax and sigmoid × square and not. */
export const SHAPES: readonly Shape[] = ([2, 3] as const).flatMap((depth) =>
  (['relu', 'tanh', 'sigmoid'] as const).flatMap((activation) =>
    [true, false].flatMap((isSoftmax) =>
      [true, false].map((square): Shape => {
        const units = square ? [4, 4] : [6, 4];
        return {
          depth,
          softmax: isSoftmax,
          square,
          activation,
          spec: {
            inputs: square ? 4 : 5,
            hidden: units.slice(0, depth - 1).map((width) => ({ units: width, activation })),
            output: isSoftmax ? { kind: 'softmax', classes: square ? 4 : 3 } : { kind: 'sigmoid', threshold: 0.5 },
          },
        };
      }),
    ),
  ),
);
