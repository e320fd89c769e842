import type { Page } from './page.ts';

/** z = a·W + b, and the features that go into it. */
export const forwardPages: readonly Page[] = [
  {
    id: 'bias-left-out',
    symptom: 'worse',
    see: 'The loss falls, but ends higher than it should. b changes from step to step, and predictions do not depend on it: set b to anything, and predict(X) answers the same.',
    why: 'Z (B, out) = A·W (B, out) + b (1, out), b added to every row. Without b every unit answers 0 for a row of zeros, so each hyperplane goes through the origin. db = Σ rows of dZ is still computed, the gradient of a number that the loss does not depend on: finite differences of b give 0 and db does not.',
    wrong: { affine: { numpy: 'layer.Z = A @ layer.W', ts: 'layer.Z = product(A, layer.W);' } },
    confused: {
      'bias-gradient-missing': 'There b is added and never moves; here it moves and is never added. Logits are wrong before any step here, right there.',
      'initial-biases-zero': 'There weights() shows that b is 0; here it shows b as it was given.',
    },
    unless: 'A layer before batch normalisation needs no b: its mean is subtracted again. Then it is left out of the model, not only of the forward pass.',
  },
  {
    id: 'weights-transposed',
    symptom: 'diverges',
    see: 'Square layers alone let it pass; with others NumPy stops at the shapes (flat arrays do not). Logits differ from the reference before the first step; the loss falls a little, then swings and diverges.',
    why: 'With a sample a row, z[j] = Σ over i of a[i]·W[i][j] + b[j], which is A·W for W (in, out). A·Wᵀ multiplies by another matrix; the backward pass, dW = Aᵀ·dZ and dA = dZ·Wᵀ, stays that of A·W, so what is followed is the gradient of another network.',
    wrong: { affine: { numpy: 'layer.Z = A @ layer.W.T + layer.b', ts: 'layer.Z = addRow(product(A, transpose(layer.W)), layer.b);' } },
    model: { square: true },
    confused: {
      layout: 'There the gradient is transposed as well: the network trains rightly from other weights.',
      'back-through-w': 'There the logits are right and the gradients below are wrong.',
    },
    unless: 'W kept as (out, in), as PyTorch does, makes Z = A·Wᵀ + b right; then dW = dZᵀ·A and dA = dZ·W.',
  },
  {
    id: 'standardised-again',
    symptom: 'worse',
    see: 'Accuracy depends on which rows are predicted together: the same row gets other answers in another batch, and a batch of one always the same. The gap grows as batches get smaller.',
    why: 'x′ = (x − μ)/σ with μ and σ of the TRAINING rows is done once, before training. Repeated on each batch, μ and σ (1, D) are those of B rows by chance: X (B, D) becomes noise of the order 1/√B, and for B = 1 it is 0.',
    wrong: {
      features: {
        numpy: 'A = (X - np.mean(X, axis=0)) / (np.std(X, axis=0) + 1e-8)',
        ts: `const mean = map(sumRows(X), (s) => s / X.rows);
const centred = map(X, (x, _r, c) => x - at(mean, 0, c));
const std = map(sumRows(times(centred, centred)), (s) => Math.sqrt(s / X.rows));
let A = map(centred, (x, _r, c) => x / (at(std, 0, c) + 1e-8));`,
      },
    },
    confused: {
      'standardised-again/step': 'There predict() takes the features as they are; only step() does it.',
      'scaled-again': 'There every feature is divided by the same number, whatever the batch.',
    },
    unless: "Batch normalisation standardises a layer's Z by the batch, but it predicts with running statistics and sends the gradient through μ and σ.",
  },
  {
    id: 'standardised-again/step',
    symptom: 'worse',
    see: 'Training loss and the loss on the same rows afterwards do not fit: the network learns on one scale and predicts on another. With a batch of one it learns nothing of W1.',
    why: 'step() sees (x − μ_B)/σ_B of its own batch, predict() sees x. If x was standardised already, the two differ by the batch’s chance mean and deviation, O(1/√B); if it was not, by orders of magnitude.',
    wrong: {
      forward: {
        numpy: 'X = (X - np.mean(X, axis=0)) / (np.std(X, axis=0) + 1e-8)\nZ = self.forward(X)',
        ts: `const mean = map(sumRows(X), (s) => s / X.rows);
const centred = map(X, (x, _r, c) => x - at(mean, 0, c));
const std = map(sumRows(times(centred, centred)), (s) => Math.sqrt(s / X.rows));
const Z = this.forward(map(centred, (x, _r, c) => x / (at(std, 0, c) + 1e-8)));`,
      },
    },
    confused: { 'standardised-again': 'There predict() does it, too, and its answers depend on the batch.' },
  },
  {
    id: 'scaled-again',
    symptom: 'slow',
    see: 'The loss stays near ln K for a long time, since the first layer sees next to nothing of the features; only the biases learn at first.',
    why: 'X/255 brings the grey values 0 … 255 to 0 … 1. On features that are already of the order 1 it makes them 255 times smaller, and with them Z1 − b1 and dW1 = Xᵀ·dZ1: what W1 contributes changes 255² times more slowly.',
    wrong: { features: { numpy: 'A = X / 255', ts: 'let A = map(X, (x) => x / 255);' } },
    confused: { 'standardised-again': 'There the scale depends on the batch.' },
    unless: 'Once, on raw grey values, it is what is wanted; and for training and prediction alike.',
  },
];
