import type { Backend, Masks, Network } from '../../../src/model/network.ts';
import type { Target } from '../../../src/model/target.ts';
import { copyWeights, type NamedTensors, tensorsOf } from '../../../src/model/tensors.ts';
import type { Task } from '../../../src/model/training-spec.ts';
import { withNetwork } from '../../../src/model/with-network.ts';
import { copy, type Matrix } from '../../../src/numbers/matrix.ts';

export interface Step {
  readonly X: Matrix;
  readonly y: Target;
  readonly rate: number;
  readonly masks?: Masks;
}

/** What is asked of a fresh network, as plain data. */
export interface Question {
  readonly title: string;
  readonly weights: NamedTensors;
  readonly steps: readonly Step[];
  /** Rows to answer before the steps. */
  readonly rows?: Matrix;
}

export interface Reply {
  readonly answers?: Matrix;
  readonly losses: readonly (number | undefined)[]; // step by step
  readonly after: readonly NamedTensors[];
}

/** A question that the network threw at, and what it said. */
export interface Refusal {
  readonly asked: string;
  readonly said: string;
}

/** Asks through the seam, a fresh network for every question. A question that throws is kept, and the others go on. */
export class Asker {
  readonly refusals: Refusal[] = [];
  asked = 0;
  #isLossless = false; // whether a step was refused for its loss alone
  readonly #backend: Backend;
  readonly #task: Task;

  constructor(backend: Backend, task: Task) {
    this.#backend = backend;
    this.#task = task;
  }

  async ask(question: Question): Promise<Reply | undefined> {
    this.asked++;
    try {
      return await withNetwork(this.#backend, { ...this.#task, initial: copyWeights(question.weights) }, (network) =>
        answered(network, question, this.#isLossless, (said) => this.#withoutLoss(said)),
      );
    } catch (error) {
      this.refusals.push({ asked: question.title, said: firstLine(error) });
      return undefined;
    }
  }

  #withoutLoss(said: string): void {
    if (!this.#isLossless) this.refusals.push({ asked: 'the loss of a step', said });
    this.#isLossless = true;
  }
}

/** A step that was taken but whose loss is refused has no loss; one that moved nothing threw. */
async function answered(network: Network, { steps, rows, weights }: Question, isLossless: boolean, withoutLoss: (said: string) => void): Promise<Reply> {
  const answers = rows && copy(await network.predict(copy(rows)), 'float64');
  const losses: (number | undefined)[] = [];
  const after: NamedTensors[] = [];
  for (const { X, y, rate, masks } of steps) {
    const target = y instanceof Uint32Array ? y.slice() : copy(y);
    const before = after.at(-1) ?? weights;
    try {
      losses.push(await network.step(copy(X), target, rate, ...(masks ? [masks] : [])));
    } catch (error) {
      if (!isLossless && !moved(before, await network.weights())) throw error;
      withoutLoss(firstLine(error));
      losses.push(undefined);
    }
    after.push(copyWeights(await network.weights()));
  }
  return { ...(answers && { answers }), losses, after };
}

function moved(before: NamedTensors, after: NamedTensors): boolean {
  return tensorsOf(after).some(({ layer, name, values }) => values.data.some((w, i) => w !== before[layer - 1]?.[name]?.data[i]));
}

function firstLine(error: unknown): string {
  return (error as Error).message.split('\n')[0]!;
}
