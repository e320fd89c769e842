import type { Page } from './page.ts';

const DB = 'Z = A·W + b adds b (1, out) to every row, so db = Σ over the B rows of dZ (B, out); dZ has the 1/B in it already.';
const DW = 'Z = A·W + b, A (B, in) the layer’s INPUT: dW = Aᵀ·dZ, (in, B)·(B, out) = (in, out).';
const DA = 'Z = A·W + b: ∂L/∂A = dZ·Wᵀ, (B, out)·(out, in) = (B, in), with the W of the forward pass.';

const biases: readonly Page[] = [
  {
    id: 'bias-mean',
    symptom: 'slow',
    see: 'The loss ends a little higher, or takes longer: biases hardly move, weights do. With twice the batch biases move half as fast.',
    why: `${DB} np.mean divides by B once more.`,
    wrong: { db: { numpy: 'layer.db = np.mean(dZ, axis=0, keepdims=True)', ts: 'layer.db = map(sumRows(dZ), (s) => s / dZ.rows);' } },
    confused: { 'mean-twice': 'There dW is divided as well.', 'bias-gradient-missing': 'There biases do not move at all.' },
    unless: 'Where dZ = p − y has no 1/B and dW = Aᵀ·dZ/B, the mean is right for db: one mean, once, for both.',
    seen: [{ title: 'kvfrans/notes, issue 5', url: 'https://github.com/kvfrans/notes/issues/5' }],
  },
  {
    id: 'bias-gradient-missing',
    symptom: 'worse',
    see: 'Biases stay where they began, at 0 as a rule. The loss ends higher than it should, on data whose classes no hyperplane through the origin parts.',
    why: `${DB} Here it is 0, or b is left out of the update.`,
    wrong: { db: { numpy: 'layer.db = np.zeros_like(layer.b)', ts: 'layer.db = map(layer.b, () => 0);' } },
    confused: {
      'bias-left-out': 'There b moves, and logits do not depend on it.',
      'bias-mean': 'There biases move, but B times too slowly.',
    },
    unless: 'np.sum(dZ) without an axis is no missing gradient, but through softmax it is 0 at the output: Σ over classes of p − y is 0.',
  },
];

const weights: readonly Page[] = [
  {
    id: 'weight-gradient-transposed',
    symptom: 'stuck',
    see: 'Square layers alone let it pass; with others NumPy stops at the shapes (flat arrays do not). The loss swings, and accuracy stays near chance.',
    why: `${DW} dZᵀ·A is its transpose, (out, in): W[i][j] moves by the gradient of W[j][i].`,
    wrong: { dW: { numpy: 'layer.dW = dZ.T @ layer.X', ts: 'layer.dW = product(transpose(dZ), layer.X);' } },
    model: { square: true },
    confused: { 'weights-transposed': 'There logits are wrong already.', 'back-through-w': 'There dW of the last layer is right.' },
    unless: 'W kept as (out, in), as PyTorch does, has dW = dZᵀ·A.',
  },
  {
    id: 'weight-gradient-from-z',
    symptom: 'worse',
    see: 'The loss falls more slowly or unsteadily. The first layer is right, since its input is X; a gradient check fails in W of the others, and b is right everywhere.',
    why: `${DW} Here A is taken before the activation, Z of the layer below: for ReLU that is negative where A is 0, so silent units’ weights move, and the wrong way.`,
    wrong: {
      dW: {
        numpy: 'below = self.layers[self.layers.index(layer) - 1]\nlayer.dW = (layer.X if layer is self.layers[0] else below.Z).T @ dZ',
        ts: 'const below = this.layers[this.layers.indexOf(layer) - 1];\nlayer.dW = product(transpose(below?.Z ?? layer.X), dZ);',
      },
    },
    confused: { 'weight-gradient-from-output': 'There A is one layer too high.' },
    seen: [{ title: 'maziarraissi/backprop, issue 1', url: 'https://github.com/maziarraissi/backprop/issues/1' }],
  },
  {
    id: 'weight-gradient-from-output',
    symptom: 'diverges',
    see: 'Layers with as many inputs as outputs alone let it pass: there the loss swings and diverges. A gradient check fails in W, and passes in b.',
    why: `${DW} Here A is the layer’s own output, an index too high: often of a list that begins with X, so that activations[l] is the input of layer l and the output of layer l − 1.`,
    wrong: { dW: { numpy: 'layer.dW = layer.A.T @ dZ', ts: 'layer.dW = product(transpose(layer.A), dZ);' } },
    model: { square: true },
    confused: { 'weight-gradient-from-z': 'There A is the right layer’s, before its activation.' },
  },
  {
    id: 'weight-gradient-missing',
    symptom: 'stuck',
    see: 'Weights stay as they began; only biases learn, which gives the shares of the classes and no more. The loss stops near their entropy.',
    why: `${DW} Here it is 0: never computed, or written to a variable that nobody reads.`,
    wrong: { dW: { numpy: 'layer.dW = np.zeros_like(layer.W)', ts: 'layer.dW = map(layer.W, () => 0);' } },
    confused: { 'layer-frozen': 'There b does not move either.' },
    unless: 'A layer that is to stay as it was trained elsewhere is frozen on purpose, with its biases.',
  },
  {
    id: 'layer-frozen',
    symptom: 'stuck',
    see: 'W and b do not change by a bit; loss and accuracy stay the same in every epoch. Where one layer alone is frozen, the others learn around it.',
    why: 'W ← W − η·dW for every layer. Here the gradients are computed and not used: an update that is not called, that leaves out the last index, or that writes to a copy (W = W − η·dW of a local name).',
    wrong: {
      updateW: { numpy: 'W = layer.W - learning_rate * layer.dW', ts: 'const W = copy(layer.W);\nsubtract(W, layer.dW, learningRate);' },
      updateB: { numpy: 'b = layer.b - learning_rate * layer.db', ts: 'const b = copy(layer.b);\nsubtract(b, layer.db, learningRate);' },
    },
    confused: {
      'weight-gradient-missing': 'There biases move.',
      'back-not-passed': 'There the last layer learns.',
      'set-weights-ignored': 'There step() moves the weights.',
    },
    unless: 'Fine-tuning freezes layers on purpose.',
  },
  {
    id: 'weight-gradient-mean',
    symptom: 'slow',
    see: 'Biases learn as they should and weights B times too slowly: the loss soon reaches the entropy of the classes, then creeps.',
    why: `${DW} dZ holds the 1/B already; here dW is divided by B again, db = Σ rows of dZ is not.`,
    wrong: { dW: { numpy: 'layer.dW = layer.X.T @ dZ / len(dZ)', ts: 'layer.dW = map(product(transpose(layer.X), dZ), (s) => s / dZ.rows);' } },
    confused: { 'mean-twice': 'There db is divided as well.', 'bias-mean': 'There db alone is.' },
    unless: 'Where dZ = p − y has no 1/B, dW = Aᵀ·dZ/B is right, and db then is a mean, too.',
  },
  {
    id: 'gradient-before-derivative',
    symptom: 'worse',
    see: 'The loss falls unsteadily; silent or saturated units learn as if they were not. What is passed down is right, so the error does not grow with depth.',
    why: `dZ = dA ⊙ f'(Z) first, (B, out), then ${DW} Here dW and db are made of dA, before f' is multiplied in.`,
    wrong: {
      dW: { numpy: 'layer.dW = layer.X.T @ dA', ts: 'layer.dW = product(transpose(layer.X), dA);' },
      db: { numpy: 'layer.db = np.sum(dA, axis=0, keepdims=True)', ts: 'layer.db = sumRows(dA);' },
    },
    confused: { 'mask-missing': "There what is passed down lacks f' as well.", 'derivative-missing': 'There, too, with tanh and sigmoid.' },
  },
];

const DOWN = 'A gradient check passes in the last layer and fails in all below.';

const passedDown: readonly Page[] = [
  {
    id: 'back-through-w',
    symptom: 'worse',
    see: `Square layers alone let it pass; with others NumPy stops at the shapes (flat arrays do not). ${DOWN}`,
    why: `${DA} dZ·W has the same shape where in = out, and gives unit i what belongs to another.`,
    wrong: { dA: { numpy: 'dA = dZ @ layer.W', ts: 'dA = product(dZ, layer.W);' } },
    model: { square: true },
    confused: { 'weights-transposed': 'There logits are wrong already.', 'weight-gradient-transposed': 'There what is passed down is right.' },
    unless: 'W kept as (out, in), as PyTorch does, has dA = dZ·W.',
  },
  {
    id: 'updated-too-early',
    symptom: 'unequal',
    see: 'With a small learning rate nothing; with a large one the lower layers learn unsteadily, and may diverge where the right network does not. A gradient check (at rate 0) passes.',
    why: `${DA} Here W is already W − η·dW when the gradient passes through it: an update inside the loop over the layers, before dA is computed. The error is η·dZ·dWᵀ.`,
    wrong: {
      goBack: { numpy: 'self.backward(dZ, learning_rate)', ts: 'this.backward(dZ, learningRate);' },
      backward: { numpy: 'def backward(self, dA, learning_rate):', ts: 'backward(dA: Matrix, learningRate: number): void {' },
      dA: {
        numpy: 'layer.W -= learning_rate * layer.dW\nlayer.b -= learning_rate * layer.db\ndA = dZ @ layer.W.T',
        ts: 'subtract(layer.W, layer.dW, learningRate);\nsubtract(layer.b, layer.db, learningRate);\ndA = product(dZ, transpose(layer.W));',
      },
      update: { numpy: '', ts: '' },
    },
    confused: { 'stale-gradient': 'There a step uses the gradient of the step before.' },
    unless: 'The layer may be updated within the loop, if dA is computed first.',
    seen: [
      { title: 'joelgrus/data-science-from-scratch, issue 31', url: 'https://github.com/joelgrus/data-science-from-scratch/issues/31' },
      { title: 'CodingTrain/Toy-Neural-Network-JS, issue 72', url: 'https://github.com/CodingTrain/Toy-Neural-Network-JS/issues/72' },
      { title: 'kim-marcel/basic_neural_network, issue 7', url: 'https://github.com/kim-marcel/basic_neural_network/issues/7' },
    ],
  },
  {
    id: 'back-not-passed',
    symptom: 'worse',
    see: `Only the last layer learns: it is a softmax regression on random features. The weights of the others do not change. ${DOWN}`,
    why: `${DA} Here nothing, 0, is handed down: a loop that ends a layer early, or a list that is not carried on.`,
    wrong: { dA: { numpy: 'dA = np.zeros_like(layer.X)', ts: 'dA = map(layer.X, () => 0);' } },
    confused: { 'layer-frozen': 'There gradients are computed and not used.' },
    unless: 'Training the last layer alone, on features learnt elsewhere, is a method of its own.',
  },
  {
    id: 'mean-between-layers',
    symptom: 'slow',
    see: `The last layer learns as it should; the layer below it B times too slowly, the next B² times: the first layers hardly move. ${DOWN}`,
    why: `${DA} The one mean stands in (p − y)/B. Here each layer divides what it hands down again.`,
    wrong: { dA: { numpy: 'dA = dZ @ layer.W.T / len(dZ)', ts: 'dA = map(product(dZ, transpose(layer.W)), (s) => s / dZ.rows);' } },
    confused: { 'mean-in-every-layer': 'There the last layer is divided once more as well.', 'mean-twice': 'There all layers are divided alike.' },
  },
  {
    id: 'mean-in-every-layer',
    symptom: 'slow',
    see: 'The loss hardly falls: the last layer learns B times too slowly, the layer below it B² times, and so on. In batches of one nothing is wrong.',
    why: `${DA} With the mean in (p − y)/B, and again in every layer’s dZ, layer l from the top has 1/B^(l + 1).`,
    wrong: {
      dZ: {
        numpy: 'dZ = dA * SLOPE[layer.activation](layer.Z, layer.A) / len(dA)',
        ts: 'const dZ = map(times(dA, combine(layer.Z, layer.A, of(SLOPE, layer))), (d) => d / dA.rows);',
      },
    },
    confused: {
      'mean-twice': 'There all layers are divided alike: the second mean is in dW and db, and not passed on.',
      'mean-between-layers': 'There the last layer is right.',
    },
  },
];

export const backwardPages: readonly Page[] = [...biases, ...weights, ...passedDown];
