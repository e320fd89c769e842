import type { Snippet } from './lines.ts';
import type { Page, Source, Symptom } from './page.ts';

/** What is put upon the logits: f, and how its gradient goes back; in the way itself, or passed by. */
interface After {
  readonly name: string;
  readonly symptom: Symptom;
  readonly see: string;
  readonly range: string;
  readonly wrong: Page['wrong'];
  readonly back: Page['wrong'];
  readonly seen?: readonly Source[];
}

const scalarAfter = (value: Snippet, slope: Snippet): Pick<After, 'wrong' | 'back'> => ({
  wrong: { linear: { numpy: `'linear': lambda Z: ${value.numpy},`, ts: `linear: (z) => ${value.ts},` } },
  back: { linearSlope: { numpy: `'linear': lambda Z, A: ${slope.numpy},`, ts: `linear: ${slope.ts},` } },
});

const AFTER: readonly After[] = [
  {
    name: 'relu',
    symptom: 'worse',
    see: 'Logits are never negative, and many are exactly 0. Rows whose logits are all 0 have the loss ln K (2.303 for ten classes) to the last digit, and stay there.',
    range: 'relu(z) ≥ 0: a class can be pushed down to its neighbours’ level, e^0, and no further; where z < 0 the gradient is 0',
    ...scalarAfter({ numpy: 'np.maximum(0, Z)', ts: 'Math.max(0, z)' }, { numpy: 'np.where(Z > 0, 1, 0)', ts: '(z) => (z > 0 ? 1 : 0)' }),
  },
  {
    name: 'tanh',
    symptom: 'slow',
    see: 'The loss stops well above 0 however long one trains: with three classes it cannot come below 0.24, with ten not below 0.80. Accuracy may be good all the same.',
    range: 'tanh(z) lies within ±1: the largest p is e/(e + (K − 1)/e)',
    ...scalarAfter({ numpy: 'np.tanh(Z)', ts: 'Math.tanh(z)' }, { numpy: '1 - A ** 2', ts: '(_z, a) => 1 - a ** 2' }),
  },
  {
    name: 'sigmoid',
    symptom: 'slow',
    see: 'The loss stops well above 0 however long one trains: with three classes it cannot come below 0.55, with ten not below 1.46. Accuracy may be good all the same.',
    range: 'σ(z) lies within 0 … 1: the largest p is e/(e + K − 1)',
    ...scalarAfter({ numpy: 'sigmoid(Z)', ts: 'sigmoid(z)' }, { numpy: 'A * (1 - A)', ts: '(_z, a) => a * (1 - a)' }),
  },
  {
    name: 'softmax',
    seen: [
      { title: 'tflearn/tflearn, pull request 562', url: 'https://github.com/tflearn/tflearn/pull/562' },
      { title: 'jindongwang/Deep-learning-activity-recognition, issue 10', url: 'https://github.com/jindongwang/Deep-learning-activity-recognition/issues/10' },
    ],
    symptom: 'slow',
    see: 'The loss stops well above 0 however long one trains: with three classes it cannot come below 0.55, with ten not below 1.46. predict() answers with rows that sum to 1.',
    range: 'softmax(z) lies within 0 … 1, and softmax of it has at most p = e/(e + K − 1)',
    wrong: { logits: { numpy: 'return softmax(A)', ts: 'return softmax(A);' } },
    back: {
      goBack: {
        numpy: 'self.backward(Z * (dZ - np.sum(Z * dZ, axis=1, keepdims=True)))',
        ts: `const inner = byRows(times(Z, dZ), (row) => row.map(() => sum(row)));
this.backward(times(Z, combine(dZ, inner, (d, i) => d - i)));`,
      },
    },
  },
];

const THROUGH_LOSS =
  'PyTorch’s CrossEntropyLoss and BCEWithLogitsLoss, TensorFlow’s from_logits=True and this program take logits; others (NLLLoss, BCELoss, from_logits=False) take what comes after.';

const onLogits = ({ name, symptom, see, range, wrong, back, seen }: After): Page => ({
  ...(seen && { seen }),
  id: `logits-${name}`,
  symptom,
  see,
  why: `Z (B, K) = A·W + b goes to the loss as it is: log Σexp(z) − z[y] has softmax in it. Here the loss sees ${name}(Z), and ${range}. The gradient goes back through ${name}, too.`,
  wrong: { ...wrong, ...back },
  confused: {
    [`logits-${name}/one-way`]: `There the gradient passes ${name} by, as if it were not there.`,
    ...(name === 'softmax' && { 'softmax-twice': 'There predict() answers with logits; the second softmax is within the loss.' }),
    ...(name === 'sigmoid' && { 'answers-probabilities': 'There predict() alone has it; training is right.' }),
  },
  unless: THROUGH_LOSS,
});

const BESIDE = 'A gradient check of the last layer fails.';
const RUNS_AWAY =
  'The loss falls a little, then comes back to about ln K and stays: p cannot come near y, so the gradient never ends, and drives Z so far out that all rows look alike.';

const oneWay = ({ name, range, wrong }: After): Page => ({
  id: `logits-${name}/one-way`,
  symptom: name === 'relu' ? 'unequal' : 'stuck',
  see: name === 'relu' ? `It learns, often as well as it should. Answers of predict() are never negative. ${BESIDE}` : `${RUNS_AWAY} ${BESIDE}`,
  why: `Forward, the loss sees ${name}(Z), (B, K), and ${range}. Backward, (p − y)/B is taken for ∂L/∂Z, although it is ∂L/∂${name}(Z): the derivative of ${name} is left out.`,
  wrong,
  confused: { [`logits-${name}`]: `There the gradient goes back through ${name}, and a gradient check passes.` },
  unless: THROUGH_LOSS,
});

const answers: readonly Page[] = [
  {
    id: 'answers-probabilities',
    symptom: 'shown',
    see: 'The step’s own loss falls as it should; the loss computed from predict() stays high and hardly moves, since softmax is applied to it once more. Accuracy of a softmax is right; that of one sigmoid is wrong: all p > 0.',
    why: 'predict(X) is to answer with Z (B, K) = A·W + b of the last layer. p = softmax(Z), or σ(Z), is made of it by whoever wants it; made twice it is flattened to 1/K, or to σ(p) between 0.5 and 0.73.',
    wrong: { predicted: { numpy: 'return outputs(self.forward(X))', ts: 'return outputs(this.forward(X));' } },
    confused: {
      'logits-softmax': 'There the loss of step() is wrong as well.',
      'answers-log-probabilities': 'Those are negative, and give the right loss.',
    },
    unless: 'An interface of your own that promises probabilities, as predict_proba of scikit-learn does.',
  },
  {
    id: 'answers-log-probabilities',
    symptom: 'silent',
    see: 'Nothing: loss and accuracy computed from predict() are right. The numbers are all ≤ 0, and differ from the reference’s by one number in each row.',
    why: 'log p = Z − log Σexp(Z): the logits less a number for each row (B, 1), and softmax does not see what is added to a whole row. So log-softmax of it is itself, and argmax is the same.',
    wrong: { predicted: { numpy: 'return np.log(outputs(self.forward(X)))', ts: 'return map(outputs(this.forward(X)), Math.log);' } },
    confused: { 'answers-probabilities': 'Those lie between 0 and 1, and give a wrong loss.' },
    unless: 'A loss that takes log-probabilities, as NLLLoss of PyTorch does, is fed them.',
  },
];

/** What stands after the last layer, or what predict() makes of it. */
export const logitPages: readonly Page[] = [...AFTER.map(onLogits), ...AFTER.map(oneWay), ...answers];
