import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/host/package-root.ts';
import type { Program } from './program.ts';

/** An example as the page offers it. */
export interface Example extends Program {
  readonly name: string;
}

const EMPTY = `import { defineNetwork, toNested, toVector } from 'mlp-compare/plugin';

// Or paste your own file as it is: classes or functions of a network are found in most.
export default defineNetwork((model, initial, training) => {
  // model.inputs, model.hidden, model.output; initial: for each layer W (in, out) and b
  let layers = initial.map(({ W, b }) => ({ W: toNested(W), b: toVector(b) }));
  return {
    predict(X) {
      // the logits of every row of X, before any softmax
      return toNested(X).map(() => [0, 0, 0]);
    },
    step(X, y, learningRate) {
      // one update of the weights; the mean loss of the batch before it
      return 0;
    },
    weights: () => layers,
    setWeights(weights) {
      layers = weights.map(({ W, b }) => ({ W: toNested(W), b: toVector(b) }));
    },
  };
});
`;

const FILES: readonly { readonly name: string; readonly file: string; readonly options?: Program['options'] }[] = [
  { name: 'The document’s: it does not learn as it should', file: 'document.ts' },
  { name: 'One that is right, in plain loops', file: 'correct.ts' },
  { name: 'One that is right, in classes of layers', file: 'base-network.ts' },
  { name: 'Two layers, gradients only', file: 'two-layer-net.ts', options: { hidden: '6' } },
  { name: 'Batch normalisation', file: 'batch-norm.ts', options: { hidden: '6', normalise: 'batch', optimizer: 'adam' } },
  { name: 'A regression', file: 'regression.ts', options: { hidden: '6', activation: 'tanh', output: 'linear', loss: 'mse' } },
];

/** The repository's examples, the document's network first, and an empty one. */
export function examples(): Example[] {
  const read = (file: string) => readFileSync(join(packageRoot(), 'examples', file), 'utf8');
  const shipped = FILES.map(({ name, file, options = {} }) => ({ name, source: read(file), options }));
  return [...shipped, { name: 'Empty: begin your own', source: EMPTY, options: {} }];
}
