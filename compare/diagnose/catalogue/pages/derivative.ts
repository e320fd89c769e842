import type { Snippet } from './lines.ts';
import type { Example, Page, Source } from './page.ts';

const RULE = "dZ[l] = dA[l] ⊙ f'(Z[l]), all (B, units).";
const CHECK = 'A gradient check fails in every layer but the last.';

/** f' of the model's activation, replaced. */
interface Slope extends Pick<Page, 'id' | 'symptom' | 'see' | 'why'>, Partial<Pick<Page, 'confused' | 'unless' | 'value'>> {
  readonly of: 'relu' | 'tanh' | 'sigmoid';
  readonly is: Snippet;
  readonly seen?: readonly Source[];
}

const slope = ({ of, is, ...page }: Slope): Page => ({
  ...page,
  wrong: { [`${of}Slope`]: { numpy: `'${of}': lambda Z, A: ${is.numpy},`, ts: `${of}: ${is.ts},` } },
  ...(of !== 'relu' && { model: { activation: of } satisfies Example }),
});

const masks: readonly Page[] = [
  slope({
    id: 'mask-missing',
    of: 'relu',
    symptom: 'worse',
    see: `The loss falls unsteadily and ends higher than it should; units that are silent on a row are changed by it. ${CHECK}`,
    why: `${RULE} relu'(z) is 1 for z > 0, else 0: what a silent unit does has no part in the loss. Without the mask dZ = dA. A mask of A ≥ 0 is always true, and masks nothing either.`,
    is: { numpy: 'np.ones_like(Z)', ts: '() => 1' },
    confused: {
      'mask-leaky': 'There silent units get a small share of the gradient, not all of it.',
      'activation-none': 'There the forward pass has no ReLU either, and a gradient check passes.',
    },
    unless: 'A linear layer has f′ = 1.',
  }),
  slope({
    id: 'mask-inverted',
    of: 'relu',
    symptom: 'stuck',
    see: `Next to nothing is learnt below the last layer, or the loss rises: just the units that have no part in it are moved. ${CHECK}`,
    why: `${RULE} The mask is 1 where Z > 0. Here it is 1 where Z ≤ 0: dA[Z > 0] = 0, written for dA[Z <= 0] = 0.`,
    is: { numpy: 'np.where(Z > 0, 0, 1)', ts: '(z) => (z > 0 ? 0 : 1)' },
    confused: { 'mask-missing': 'There all units learn, the silent ones as well.' },
  }),
  {
    id: 'mask-of-gradient',
    symptom: 'stuck',
    see: `The loss soon stops at about ln K: hidden activations are only ever pushed down, until no unit speaks any more. ${CHECK}`,
    why: `${RULE} Here the gradient itself is put through ReLU, max(0, dA), in place of being masked by Z > 0: negative gradients are lost, and silent units learn.`,
    wrong: {
      dZ: {
        numpy: "dZ = dA if layer.activation == 'linear' else np.maximum(0, dA)",
        ts: "const dZ = map(dA, (d) => (layer.activation === 'linear' ? d : Math.max(0, d)));",
      },
    },
    confused: { 'mask-missing': 'There negative gradients pass, too.' },
    unless: 'Guided backpropagation, a way to draw pictures of what a unit looks at, does both; it is not for training.',
  },
  slope({
    id: 'mask-at-zero',
    of: 'relu',
    symptom: 'silent',
    see: 'Nothing, unless units are at exactly 0: with all-zero weights and biases, or on rows of zeros without biases.',
    why: `${RULE} max(0, z) has no derivative at 0; any number from 0 to 1 is a subgradient. Z >= 0 takes 1 there.`,
    is: { numpy: 'np.where(Z >= 0, 1, 0)', ts: '(z) => (z >= 0 ? 1 : 0)' },
    confused: { 'mask-half': 'There it is 1/2.', 'mask-missing': 'A >= 0 in place of Z >= 0 is always true: that masks nothing at all.' },
    unless: "It is a convention; TensorFlow and PyTorch have relu'(0) = 0, and so has this program.",
  }),
  slope({
    id: 'mask-half',
    of: 'relu',
    symptom: 'silent',
    see: 'Nothing, unless units are at exactly 0: with all-zero weights and biases, or on rows of zeros without biases.',
    why: `${RULE} max(0, z) has no derivative at 0; any number from 0 to 1 is a subgradient. (1 + sign z)/2 takes the middle.`,
    is: { numpy: '(1 + np.sign(Z)) / 2', ts: '(z) => (1 + Math.sign(z)) / 2' },
    confused: { 'mask-at-zero': 'There it is 1.' },
    unless: "It is a convention; TensorFlow and PyTorch have relu'(0) = 0, and so has this program.",
  }),
  slope({
    id: 'mask-leaky',
    of: 'relu',
    symptom: 'unequal',
    see: `It learns nearly as well; silent units move a little, by a share α of the gradient. ${CHECK}`,
    why: `${RULE} f is ReLU, 0 for z ≤ 0, so f' is 0 there; α = 0.01 belongs to a leaky ReLU, whose forward pass has α·z.`,
    is: { numpy: 'np.where(Z > 0, 1, 0.01)', ts: '(z) => (z > 0 ? 1 : 0.01)' },
    value: 0.01,
    confused: { 'leaky-relu': 'There activations leak as well, and a gradient check passes.', 'mask-missing': 'There the share is 1.' },
  }),
];

const SATURATED =
  'The loss falls at first, faster than it should, then comes back to about ln K: units are driven into saturation, since nothing slows them there.';

const UNSTEADY = 'The loss falls more slowly or unsteadily, the more so the deeper the network and the larger |z|.';

const slopes: readonly Page[] = [
  slope({
    id: 'derivative-missing',
    of: 'tanh',
    symptom: 'stuck',
    see: `${SATURATED} ${CHECK}`,
    why: `${RULE} tanh' = 1 − a² ≤ 1 and sigmoid' = a·(1 − a) ≤ 1/4. Left out, dZ = dA: a layer of sigmoids hands down four times too much, or more.`,
    is: { numpy: 'np.ones_like(Z)', ts: '() => 1' },
    confused: { 'gradient-before-derivative': 'There dW and db lack it, and what is passed down has it.' },
    unless: 'The output layer with its cross-entropy has it cancelled: there dZ = p − y is right.',
  }),
  slope({
    id: 'derivative-at-z',
    of: 'tanh',
    symptom: 'diverges',
    see: `The loss falls for some steps, then swings and diverges: where |z| > 1 the gradient has the wrong sign. ${CHECK}`,
    why: `${RULE} tanh' = 1 − a² with a = tanh z, and sigmoid' = a·(1 − a) with a = σ(z): a function of a, given z. 1 − z² is −3 at z = 2, where it should be 0.07.`,
    is: { numpy: '1 - Z ** 2', ts: '(z) => 1 - z ** 2' },
    confused: { 'derivative-at-a': "There f' is written in z and given a.", 'derivative-unsquared': 'There it is 1 − a.' },
  }),
  slope({
    id: 'derivative-at-a',
    of: 'tanh',
    symptom: 'worse',
    see: `${UNSTEADY} It is easily missed, since the sign is right and small values are nearly so. ${CHECK}`,
    why: `${RULE} f' written in z, 1 − tanh²(z) or σ(z)·(1 − σ(z)), is given a = f(z): the activation is applied twice. tanh(a)² ≤ 0.58, so f' never comes below 0.42.`,
    is: { numpy: '1 - np.tanh(A) ** 2', ts: '(_z, a) => 1 - Math.tanh(a) ** 2' },
    confused: { 'derivative-at-z': "There f' is written in a and given z.", 'derivative-missing': 'There f′ is 1 everywhere.' },
    seen: [
      { title: 'davidrmiller/neural2d, issue 40', url: 'https://github.com/davidrmiller/neural2d/issues/40' },
      { title: 'benoitfragit/libBrain, issue 78', url: 'https://github.com/benoitfragit/libBrain/issues/78' },
    ],
  }),
  slope({
    id: 'derivative-unsquared',
    of: 'tanh',
    symptom: 'worse',
    see: `${UNSTEADY} Units with negative activations learn up to twice as fast as they should, those with positive ones more slowly. ${CHECK}`,
    why: `${RULE} tanh' = 1 − a²; 1 − a is 2 where a = −1, a saturated unit, whose gradient should be 0.`,
    is: { numpy: '1 - A', ts: '(_z, a) => 1 - a' },
    confused: { 'derivative-of-sigmoid': 'a·(1 − a) is negative where a is.' },
  }),
  slope({
    id: 'derivative-of-tanh',
    of: 'relu',
    symptom: 'diverges',
    see: `The loss falls for some steps, then swings and diverges: activations above 1, usual with ReLU, turn the sign of the gradient. ${CHECK}`,
    why: `${RULE} 1 − a² is tanh's. The forward pass has another activation: f was changed, and f' forgotten.`,
    is: { numpy: '1 - A ** 2', ts: '(_z, a) => 1 - a ** 2' },
    confused: { 'activation-tanh': 'There the forward pass is tanh as well.' },
  }),
  slope({
    id: 'derivative-of-sigmoid',
    of: 'relu',
    symptom: 'diverges',
    see: `The loss falls for a while, then swings and diverges: activations above 1, or below 0, turn the sign of the gradient. ${CHECK}`,
    why: `${RULE} a·(1 − a) is sigmoid's, of activations within 0 … 1. The forward pass has another: f was changed, and f' forgotten.`,
    is: { numpy: 'A * (1 - A)', ts: '(_z, a) => a * (1 - a)' },
    confused: { 'activation-sigmoid': 'There the forward pass is sigmoid as well.', 'derivative-unsquared': 'There it is 1 − a.' },
    seen: [
      { title: 'jeffheaton/encog-dotnet-core, issue 124', url: 'https://github.com/jeffheaton/encog-dotnet-core/issues/124' },
      { title: 'ttezel/nn, issue 8', url: 'https://github.com/ttezel/nn/issues/8' },
      { title: 'php-ai/php-ml, pull request 163', url: 'https://github.com/php-ai/php-ml/pull/163' },
    ],
  }),
  slope({
    id: 'derivative-of-relu',
    of: 'tanh',
    symptom: 'worse',
    see: `${UNSTEADY} Units with z ≤ 0, about half of them, learn nothing of a row. ${CHECK}`,
    why: `${RULE} 1 for z > 0, else 0, is ReLU's. The forward pass has another activation: f was changed, and f' forgotten.`,
    is: { numpy: 'np.where(Z > 0, 1, 0)', ts: '(z) => (z > 0 ? 1 : 0)' },
    confused: { 'activation-relu': 'There the forward pass is ReLU as well.' },
  }),
];

const NEIGHBOUR = 'All hidden layers are equally wide, so that shapes do not tell; in others the program stops.';

const neighbours: readonly Page[] = [
  {
    id: 'mask-of-layer-below',
    symptom: 'worse',
    see: `${UNSTEADY} It may diverge. A gradient check fails from the second hidden layer down.`,
    why: `${RULE} Here layer l takes f' at Z[l − 1], an index too low. ${NEIGHBOUR}`,
    wrong: {
      dZ: {
        numpy:
          'l = self.layers.index(layer)\nof = self.layers[l - 1] if 0 < l < len(self.layers) - 1 else layer\ndZ = dA * SLOPE[layer.activation](of.Z, of.A)',
        ts: 'const l = this.layers.indexOf(layer);\nconst from = (l < this.layers.length - 1 && this.layers[l - 1]) || layer;\nconst dZ = times(dA, combine(from.Z, from.A, of(SLOPE, layer)));',
      },
    },
    confused: { 'mask-of-layer-above': 'There it is an index too high.' },
    seen: [{ title: 'unda-ml/unda, issue 1 (a neighbour’s activation function)', url: 'https://github.com/unda-ml/unda/issues/1' }],
  },
  {
    id: 'mask-of-layer-above',
    symptom: 'worse',
    see: `${UNSTEADY} A gradient check fails in every hidden layer but the last.`,
    why: `${RULE} Here layer l takes f' at Z[l + 1], an index too high: often a list that begins with the input, so that Z and A are off by one. ${NEIGHBOUR}`,
    wrong: {
      dZ: {
        numpy: 'l = self.layers.index(layer)\nof = self.layers[l + 1] if l < len(self.layers) - 2 else layer\ndZ = dA * SLOPE[layer.activation](of.Z, of.A)',
        ts: 'const l = this.layers.indexOf(layer);\nconst from = (l < this.layers.length - 2 && this.layers[l + 1]) || layer;\nconst dZ = times(dA, combine(from.Z, from.A, of(SLOPE, layer)));',
      },
    },
    confused: { 'mask-of-layer-below': 'There it is an index too low.' },
  },
];

export const derivativePages: readonly Page[] = [...masks, ...slopes, ...neighbours];
