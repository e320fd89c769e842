import type { MatrixActivation } from '../../../scratch/formulas.ts';
import { map } from '../../../src/numbers/algebra.ts';
import { everyAndEach, type Family, type Mistake, type Suspect, type Suspects } from '../mistake.ts';
import { elementwise, leaky, SCALARS, type Scalar, softmaxLayer } from './functions.ts';

/** Another activation than the model says, with its own derivative; or one where none belongs. */
export const activationMistakes: Suspects = (setting) => {
  const hidden = setting.layers.map((_, l) => l).slice(0, -1);
  const last = setting.depth - 1;
  const others = SCALARS.flatMap((scalar) => {
    const differing = hidden.filter((l) => setting.layers[l]!.activation !== scalar.name);
    return everyAndEach<Mistake>(differing, (isIn, where, suffix) => other(scalar, isIn, where, suffix));
  });
  const rectified = hidden.filter((l) => setting.layers[l]!.activation === 'relu');
  const leaks = everyAndEach<Family>(rectified, (isIn, where, suffix) => ({
    id: `leaky-relu${suffix}`,
    stage: 'forward',
    starts: [0.01, 0.2],
    plausible: (alpha) => Math.abs(alpha) > 1e-5 && alpha < 0.9,
    make: (alpha) => ({ ...other(leaky(alpha), isIn, where, suffix), id: `leaky-relu${suffix}`, parameter: { name: 'slope', value: alpha } }),
  }));
  const onLogits = SCALARS.filter(({ name }) => ['relu', 'tanh', 'sigmoid'].includes(name));
  return [
    ...others,
    ...leaks,
    ...onLogits.map((scalar) => activated(scalar.name, elementwise(scalar), last)),
    ...onLogits.map((scalar) => straightThrough(activated(scalar.name, elementwise(scalar), last), last)),
    ...(setting.classes > 1 ? [activated('softmax', softmaxLayer, last), straightThrough(activated('softmax', softmaxLayer, last), last)] : []),
    ...answers(setting.classes),
  ];
};

function other(scalar: Scalar, isIn: (l: number) => boolean, where: string, suffix: string): Mistake {
  const known = elementwise(scalar);
  return {
    id: `activation-${scalar.name}${suffix}`,
    name: scalar.name === 'none' ? `The activation is missing${where}` : `The activation${where} is ${scalar.name}, not the one the model says`,
    stage: 'forward',
    tensor: 'activation',
    right: 'A = f(Z), with f as the model says: relu(z) = max(0, z), tanh(z), or sigmoid(z) = 1/(1 + e^−z)',
    mend: "Take the activation, and its derivative, from the model's layer.",
    effect:
      scalar.name === 'none'
        ? 'Layers with nothing between them are one linear layer: what the network can learn shrinks.'
        : `It is another network that trains, one with ${scalar.name}.`,
    wrong: (right) => ({
      activation: (layer, l) => (isIn(l) ? known : right.activation(layer, l)),
      activationGradient: (pass, l) => (isIn(l) ? known.gradient(pass.Z[l]!, pass.A[l + 1]!, pass.dA[l]!) : right.activationGradient(pass, l)),
    }),
  };
}

/** An activation after the last layer, whose output goes on to the loss as if it were logits. */
function activated(name: string, known: MatrixActivation, last: number): Mistake {
  const twice = name === 'softmax' || name === 'sigmoid';
  return {
    id: `logits-${name}`,
    name: twice
      ? `${name} is applied to the logits before the loss, which applies its own`
      : `The last layer has an activation, ${name}: logits are to be linear`,
    stage: 'forward',
    tensor: 'logits',
    right: 'logits = A·W + b: the output layer is linear, the loss takes logits',
    mend: `Leave ${name} out after the last layer; predict() answers with Z itself.`,
    effect:
      name === 'relu'
        ? 'Negative logits become 0, and rows whose logits are all negative learn nothing.'
        : `The loss sees numbers within ${name === 'tanh' ? '±1' : '0 … 1'}: it cannot come near 0, and gradients shrink.`,
    wrong: (right) => ({
      activation: (layer, l) => (l === last ? known : right.activation(layer, l)),
      activationGradient: (pass, l) => (l === last ? known.gradient(pass.Z[l]!, pass.A[l + 1]!, pass.dA[l]!) : right.activationGradient(pass, l)),
    }),
  };
}

/** The same, with the gradient handed back as if the activation were not there. */
function straightThrough(mistake: Mistake, last: number): Mistake {
  return {
    ...mistake,
    id: `${mistake.id}/one-way`,
    name: `${mistake.name}; the gradient passes it by`,
    wrong: (right) => ({
      ...mistake.wrong(right),
      activationGradient: (pass, l) => (l === last ? pass.dA[l]! : right.activationGradient(pass, l)),
    }),
  };
}

/** predict() gives something else than it trains on. */
function answers(classes: number): Suspect[] {
  const answering = (id: string, what: string, effect: string, answer: Mistake['wrong']): Mistake => ({
    id,
    name: `predict() answers with ${what}, not with logits`,
    stage: 'forward',
    tensor: 'logits',
    right: 'predict(X) = A·W + b of the last layer',
    mend: 'Return the logits; probabilities are made from them by the program.',
    effect,
    wrong: answer,
  });
  const same = 'Training is not touched; losses and, for a sigmoid output, predicted classes are computed from the wrong numbers.';
  return [
    answering('answers-probabilities', 'probabilities', same, (right) => ({
      answer: (Z, task) => right.outputs(right.answer(Z, task), task),
    })),
    ...(classes > 1
      ? [
          answering(
            'answers-log-probabilities',
            'log-probabilities',
            'None on losses and predicted classes: log-softmax of log-softmax is itself.',
            (right) => ({
              answer: (Z, task) => map(right.outputs(right.answer(Z, task), task), Math.log),
            }),
          ),
        ]
      : []),
  ];
}
