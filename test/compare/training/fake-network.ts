import { logitsWidth } from '../../../src/model/model-spec.ts';
import type { Backend, Network } from '../../../src/model/network.ts';
import { copyWeights } from '../../../src/model/tensors.ts';
import type { Matrix } from '../../../src/numbers/matrix.ts';

export interface Fake {
  readonly backend: Backend;
  /** What was asked of the network, in order: 'step 4 0.1: 7 2 0 9' gives rows, learning rate and the rows' first features. */
  readonly calls: string[];
}

export interface FakeOptions {
  /** The loss of each step (1, 2, …) in turn. */
  readonly loss?: (step: number) => number | undefined | Promise<number | undefined>;
  /** A logit, after so many steps. */
  readonly logit?: (steps: number, row: number, column: number) => number;
  /** A number of W, after so many steps. */
  readonly weight?: (steps: number) => number;
  readonly create?: () => void;
}

/** Learns nothing and remembers everything; its weights are the number of steps taken. */
export function fakeNetwork({ loss = () => 1, logit = () => 0, weight = (steps) => steps, create = () => {} }: FakeOptions = {}): Fake {
  const calls: string[] = [];
  const backend: Backend = {
    name: 'fake',
    description: 'a fake',
    async create(model, _training, initial) {
      create();
      let steps = 0;
      const network: Network = {
        step(X, y, learningRate) {
          calls.push(`step ${X.rows} ${learningRate}: ${firstOf(X)} | ${[...(y as Uint32Array)].join(' ')}`);
          return loss(++steps);
        },
        predict(X) {
          calls.push(`predict ${X.rows}`);
          const cols = logitsWidth(model.output);
          return { rows: X.rows, cols, data: Float32Array.from({ length: X.rows * cols }, (_, i) => logit(steps, Math.floor(i / cols), i % cols)) };
        },
        weights() {
          const copies = copyWeights(initial);
          for (const { W } of copies) W.data.fill(weight(steps));
          return copies;
        },
        setWeights() {},
        dispose: () => void calls.push('dispose'),
      };
      return network;
    },
  };
  return { backend, calls };
}

function firstOf(X: Matrix): string {
  return Array.from({ length: X.rows }, (_, r) => X.data[r * X.cols]).join(' ');
}
