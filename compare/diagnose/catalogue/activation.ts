import type { Formulas, MatrixActivation } from '../../../scratch/formulas.ts';
import { map } from '../../../src/numbers/algebra.ts';
import type { Setting } from '../mistake.ts';
import { type MistakeRecord, mistake } from '../record.ts';
import { elementwise, leaky, logistic, relu, SCALARS, softmaxLayer, tanh } from './functions.ts';
import { having, output, severalClasses } from './where.ts';

/** Another activation, with its own derivative going back. */
const activated = (known: MatrixActivation): Partial<Formulas> => ({
  activation: () => known,
  activationGradient: (pass, l) => known.gradient(pass.Z[l]!, pass.A[l + 1]!, pass.dA[l]!),
});

const OTHER = {
  channel: 'forward',
  first: 'activation',
  right: 'A = f(Z), with f as the model says: relu(z) = max(0, z), tanh(z), or sigmoid(z) = 1/(1 + e^−z)',
  mend: "Take the activation, and its derivative, from the model's layer.",
} as const;

// biome-ignore format: what and where on the first line of a record, then its words, then its formula
const others = SCALARS.map((scalar) => mistake({ ...OTHER, id: `activation-${scalar.id ?? scalar.name}`,
  layers: ({ activation }, l, { depth }) => l < depth - 1 && activation !== scalar.name,
  says: ({ where }) => scalar.name === 'none' ? `The activation is missing${where}` : `The activation${where} is ${scalar.name}, not the one the model says`,
  effect: scalar.name === 'none'
    ? 'Layers with nothing between them are one linear layer: what the network can learn shrinks.'
    : `It is another network that trains, one with ${scalar.name}.`,
  change: () => activated(elementwise(scalar)),
}));

// biome-ignore format: a record, as above
const leakyRelu = mistake({ ...OTHER, id: 'leaky-relu', layers: having('relu'),
  estimate: { name: 'slope', starts: [0.01, 0.2], plausible: (alpha) => Math.abs(alpha) > 1e-5 && alpha < 0.9 },
  says: ({ value, where }) => `The activation${where} is ${leaky(value).name}, not the one the model says`,
  effect: ({ value }) => `It is another network that trains, one with ${leaky(value).name}.`,
  change: (_right, { value }) => activated(elementwise(leaky(value))),
});

/** What may follow the last layer, and go on to the loss as if it were logits. */
interface AfterLast {
  readonly name: string;
  readonly known: MatrixActivation;
  readonly says: string;
  readonly effect: string;
  readonly when?: (setting: Setting) => boolean;
}

const anActivation = (name: string) => `The last layer has an activation, ${name}: logits are to be linear`;
const twice = (name: string) => `${name} is applied to the logits before the loss, which applies its own`;
const narrow = (range: string) => `The loss sees numbers within ${range}: it cannot come near 0, and gradients shrink.`;
const ZEROS = 'Negative logits become 0, and rows whose logits are all negative learn nothing.';

const SCALARS_AFTER: readonly AfterLast[] = [
  { name: 'relu', known: elementwise(relu), says: anActivation('relu'), effect: ZEROS },
  { name: 'tanh', known: elementwise(tanh), says: anActivation('tanh'), effect: narrow('±1') },
  { name: 'sigmoid', known: elementwise(logistic), says: twice('sigmoid'), effect: narrow('0 … 1') },
];
const SOFTMAX_AFTER: AfterLast = { name: 'softmax', known: softmaxLayer, says: twice('softmax'), effect: narrow('0 … 1'), when: severalClasses };

// biome-ignore format: a record, as above
const onLogits = ({ name, known, says, ...more }: AfterLast) => mistake({
  ...more, id: `logits-${name}`, channel: 'forward', first: 'logits', layers: output,
  says: () => says,
  right: 'logits = A·W + b: the output layer is linear, the loss takes logits',
  mend: `Leave ${name} out after the last layer; predict() answers with Z itself.`,
  change: () => activated(known),
});

/** The same, with the gradient handed back as if the activation were not there. */
// biome-ignore format: a record, as above
const oneWay = ({ name, known, says, ...more }: AfterLast) => mistake({
  ...onLogits({ name, known, says, ...more }), id: `logits-${name}/one-way`,
  says: () => `${says}; the gradient passes it by`,
  change: () => ({ activation: () => known, activationGradient: (pass, l) => pass.dA[l]! }),
});

// biome-ignore format: a record, as above
const answers = [
  mistake({ id: 'answers-probabilities', channel: 'predict', first: 'logits',
    says: 'predict() answers with probabilities, not with logits',
    right: 'predict(X) = A·W + b of the last layer',
    mend: 'Return the logits; probabilities are made from them by the program.',
    effect: 'Training is not touched; losses and, for a sigmoid output, predicted classes are computed from the wrong numbers.',
    change: (right) => ({ answer: (Z, task) => right.outputs(right.answer(Z, task), task) }),
  }),
  mistake({ id: 'answers-log-probabilities', channel: 'predict', first: 'logits', when: severalClasses,
    says: 'predict() answers with log-probabilities, not with logits',
    right: 'predict(X) = A·W + b of the last layer',
    mend: 'Return the logits; probabilities are made from them by the program.',
    effect: 'None on losses and predicted classes: log-softmax of log-softmax is itself.',
    change: (right) => ({ answer: (Z, task) => map(right.outputs(right.answer(Z, task), task), Math.log) }),
  }),
];

/** Another activation than the model says, or one where none belongs; or predict() gives something else than it trains on. */
export const activationMistakes: readonly MistakeRecord[] = [
  ...others,
  leakyRelu,
  ...SCALARS_AFTER.map(onLogits),
  ...SCALARS_AFTER.map(oneWay),
  onLogits(SOFTMAX_AFTER),
  oneWay(SOFTMAX_AFTER),
  ...answers,
];
