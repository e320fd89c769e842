import type { Snippet } from './lines.ts';
import type { Page } from './page.ts';

const OVERFLOW =
  'All is well until a logit passes 709 in float64, or 88 in float32; then the loss is NaN and, a step later, every weight. Large features or a large learning rate bring it on.';
const EXPONENT =
  'p = e^z/Σe^z (B, K) is the same with any number subtracted from a row: e^(z − m)/Σe^(z − m). With m = max z of the row the largest exponential is 1; without it e^710 = ∞, and ∞/∞ is NaN.';
const UNSHIFTED: Snippet = { numpy: 'E = np.exp(Z)', ts: 'const e = z.map((v) => Math.exp(v));' };
const FROM_P: Snippet = {
  numpy: 'loss = -np.mean(np.log(P[np.arange(len(y)), y]))',
  ts: 'const loss = -sum(Array.from(y, (k, r) => Math.log(at(P, r, k)))) / X.rows;',
};

/** Probabilities that are not softmax by rows, once. */
export const softmaxPages: readonly Page[] = [
  {
    id: 'softmax-unshifted',
    symptom: 'nan',
    see: OVERFLOW,
    why: EXPONENT,
    wrong: { exponentials: UNSHIFTED, loss: FROM_P },
    confused: { 'log-of-zero': 'There the loss is ∞, not NaN, and the gradient goes on.', 'softmax-unshifted/gradient': 'There the loss stays finite.' },
    seen: [{ title: 'deeplearning4j/deeplearning4j, issue 6039', url: 'https://github.com/deeplearning4j/deeplearning4j/issues/6039' }],
  },
  {
    id: 'softmax-unshifted/gradient',
    symptom: 'nan',
    see: `${OVERFLOW} The loss of that step is still finite.`,
    why: `${EXPONENT} The loss comes from the logits in one piece and is right; P goes into the gradient.`,
    wrong: { exponentials: UNSHIFTED },
    confused: { 'softmax-unshifted': 'There the loss is NaN in the same step.' },
  },
  {
    id: 'softmax-batch-axis',
    symptom: 'diverges',
    see: 'The COLUMNS of P sum to 1, not its rows. The loss begins at ln B (4.16 for batches of 64) in place of ln K, depends on the batch size, and soon diverges; a batch of one has p = 1 for every class and the loss 0.',
    why: 'P (B, K): p[r][k] = e^z[r][k]/Σ over k. With axis=0, which is right where samples are columns, the sum goes over the B rows: rows compete for a class in place of classes for a row.',
    wrong: {
      outputs: {
        numpy: 'return softmax(Z.T).T if Z.shape[1] > 1 else sigmoid(Z)',
        ts: 'return Z.cols > 1 ? transpose(softmax(transpose(Z))) : map(Z, sigmoid);',
      },
      loss: FROM_P,
    },
    confused: { 'softmax-batch-axis/gradient': 'There the loss is right.' },
    unless: 'Samples in columns, Z (K, B), want axis=0.',
  },
  {
    id: 'softmax-batch-axis/gradient',
    symptom: 'diverges',
    see: 'The loss is right at the start, then rises and diverges; the columns of P sum to 1, not its rows. In batches of one nothing is learnt of the true class.',
    why: 'P (B, K): p[r][k] = e^z[r][k]/Σ over k. With axis=0 the sum goes over the B rows. The loss comes from the logits and is right; (p − y)/B has the wrong p.',
    wrong: {
      outputs: {
        numpy: 'return softmax(Z.T).T if Z.shape[1] > 1 else sigmoid(Z)',
        ts: 'return Z.cols > 1 ? transpose(softmax(transpose(Z))) : map(Z, sigmoid);',
      },
    },
    confused: { 'softmax-batch-axis': 'There the loss is wrong as well.' },
    unless: 'Samples in columns, Z (K, B), want axis=0.',
  },
  {
    id: 'softmax-twice',
    symptom: 'stuck',
    see: 'The loss falls a little, then comes back to about ln K and stays: it cannot come below 0.55 with three classes, or 1.46 with ten, so the gradient never ends and drives the logits apart until each p is 0 or 1.',
    why: 'p = softmax(softmax(z)) (B, K): the inner one lies within 0 … 1, so the outer one gives at most e/(e + K − 1). The gradient p − y is taken as if there were one.',
    wrong: { probabilities: { numpy: 'P = softmax(outputs(Z))', ts: 'const P = softmax(outputs(Z));' }, loss: FROM_P },
    confused: {
      'softmax-twice/jacobian': 'There the gradient goes back through both.',
      'logits-softmax/one-way': 'There predict() answers with probabilities.',
    },
    unless: 'A loss that is told it is given probabilities (from_logits=False) adds no softmax of its own.',
  },
  {
    id: 'softmax-twice/jacobian',
    seen: [{ title: 'Lightning-Universe/lightning-bolts, issue 654', url: 'https://github.com/Lightning-Universe/lightning-bolts/issues/654' }],
    symptom: 'slow',
    see: 'The loss cannot come below 0.55 with three classes, or 1.46 with ten, however good the accuracy; learning is slow, and slowest for rows that are confidently wrong.',
    why: 'p = softmax(q), q = softmax(z), (B, K): p is at most e/(e + K − 1). The gradient passes back through both: ∂L/∂z = q ⊙ (g − Σ q·g) with g = (p − y)/B, which vanishes where q is near 0 or 1.',
    wrong: {
      probabilities: { numpy: 'Q = outputs(Z)\nP = softmax(Q)', ts: 'const Q = outputs(Z);\nconst P = softmax(Q);' },
      loss: FROM_P,
      goBack: {
        numpy: 'self.backward(Q * (dZ - np.sum(Q * dZ, axis=1, keepdims=True)))',
        ts: `const inner = byRows(times(Q, dZ), (row) => row.map(() => sum(row)));
this.backward(times(Q, combine(dZ, inner, (d, i) => d - i)));`,
      },
    },
    confused: { 'softmax-twice': 'There the gradient is p − y, as if there were one.', 'logits-softmax': 'There predict() answers with probabilities.' },
    unless: 'A loss that is told it is given probabilities (from_logits=False) adds no softmax of its own.',
  },
];
