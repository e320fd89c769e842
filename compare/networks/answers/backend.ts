import type { Formulas } from '../../../scratch/formulas.ts';
import { PlainNetwork } from '../../../scratch/plain.ts';
import { descended, textbook } from '../../../scratch/textbook.ts';
import { count, Fault } from '../../../src/fault.ts';
import { describeModel, type ModelSpec } from '../../../src/model/model-spec.ts';
import type { Backend, Lack, Network } from '../../../src/model/network.ts';
import { isClasses, type Target } from '../../../src/model/target.ts';
import { copyWeights, type NamedTensors } from '../../../src/model/tensors.ts';
import type { Task } from '../../../src/model/training-spec.ts';
import { copy, type Matrix } from '../../../src/numbers/matrix.ts';
import { type Answer, begins, describeQuestion, type Question } from './question.ts';

/** A question with what was answered to it; nothing where it has not been answered. */
export interface Answered {
  readonly id: string; // as its files are named: '07'
  readonly question: Question;
  readonly answer?: Answer;
}

export interface AnswersOptions {
  readonly name: string; // as messages name it: the folder of the answers
  readonly model: ModelSpec;
  /** Narrower ones, whose questions are among them too. */
  readonly others?: readonly ModelSpec[];
  readonly answered: readonly Answered[];
  /** Where it is given, a question that is not among them is noted here, and answered by a stand-in so that others may follow. */
  readonly missing?: Question[];
  /** What the stand-in computes otherwise than the textbook. */
  readonly standIn?: Partial<Formulas>;
}

/**
 * A network that was asked in writing: what it is asked now is looked up. Nothing of it runs. How it treats what is handed to it
 * cannot be seen so, and a step without weights after it is a step down its gradients.
 */
export function answersBackend(options: AnswersOptions): Backend {
  const { name, model, others = [], answered } = options;
  const [one] = answered.flatMap(({ answer }) => answer ?? []);
  return {
    name,
    description: `answers in files to ${count(answered.filter(({ answer }) => answer).length, 'question')}`,
    lacks: one ? lacking(one) : ['manners'],
    async create(asked, training, initial) {
      if (![model, ...others].some((one) => JSON.stringify(asked) === JSON.stringify(one)))
        throw new Fault(`${name}: these are answers of ${describeModel(model)}, not of ${describeModel(asked)}.`);
      return new AnsweredNetwork(options, { model: asked, training }, initial);
    },
  };
}

/** What is given for one question is given for all: the reading of the files sees to it. */
function lacking({ logits, losses, after, gradients }: Answer): Lack[] {
  return [
    'manners',
    ...(logits ? [] : (['logits'] as const)),
    ...(losses ? [] : (['loss'] as const)),
    ...(after ? [] : (['later steps'] as const)),
    ...(after || gradients ? [] : (['update'] as const)),
  ];
}

class AnsweredNetwork implements Network {
  readonly #options: AnswersOptions;
  readonly #task: Task;
  #asked: Question;
  #weights: NamedTensors;
  #gradients: NamedTensors = [];
  readonly gradients?: () => NamedTensors;
  readonly activations?: (X: Matrix) => readonly Matrix[];

  constructor(options: AnswersOptions, task: Task, initial: NamedTensors) {
    this.#options = options;
    this.#task = task;
    this.#weights = copyWeights(initial);
    this.#asked = { weights: this.#weights, steps: [] };
    const all = options.answered.flatMap(({ answer }) => answer ?? []);
    if (all.some(({ after, gradients }) => after && gradients)) this.gradients = () => copyWeights(this.#gradients);
    if (all.some(({ activations }) => activations)) this.activations = (X) => this.#predicting(X).activations ?? [];
  }

  predict(X: Matrix): Matrix {
    const { logits } = this.#predicting(X);
    if (!logits) throw new Fault(`${this.#options.name}: there are no logits among the answers.`);
    return copy(logits);
  }

  step(X: Matrix, y: Target, rate: number): number | undefined {
    const s = this.#asked.steps.length;
    this.#asked = { ...this.#asked, steps: [...this.#asked.steps, { X: copy(X), y: isClasses(y) ? y.slice() : copy(y), rate }] };
    const { losses, after, gradients } = this.#answer();
    if (s > 0 && !after) throw new Fault(`${this.#options.name}: there are no weights after a step, from which another could be taken.`);
    this.#gradients = gradients?.[s] ?? [];
    if (after || gradients) this.#weights = after?.[s] ?? descended(this.#weights, this.#gradients, rate);
    return losses?.[s];
  }

  weights(): NamedTensors {
    return copyWeights(this.#weights);
  }

  /** As if it had been made with them. */
  setWeights(weights: NamedTensors): void {
    this.#weights = copyWeights(weights);
    this.#asked = { weights: this.#weights, steps: [] };
  }

  #predicting(X: Matrix): Answer {
    this.#asked = { ...this.#asked, rows: copy(X) };
    return this.#answer();
  }

  #answer(): Answer {
    const asked = this.#asked;
    const { answered, missing, name, standIn } = this.#options;
    const found = answered.find(({ question, answer }) => answer && begins(asked, question));
    if (found?.answer) return found.answer;
    if (!missing) throw new Fault(`${name}: there is no answer to ${this.#named()}.`);
    note(missing, asked);
    return answerOf(new PlainNetwork(this.#task, asked.weights, 'float64', { ...textbook, ...standIn }), asked);
  }

  #named(): string {
    const known = this.#options.answered.find(({ question }) => begins(this.#asked, question));
    return known ? `question ${known.id} (${describeQuestion(known.question)})` : `this question: ${describeQuestion(this.#asked)}`;
  }
}

/** Puts a question among the others, in the place of one that it goes on from. */
function note(questions: Question[], asked: Question): void {
  if (questions.some((question) => begins(asked, question))) return;
  const shorter = questions.findIndex((question) => begins(question, asked));
  questions.splice(shorter < 0 ? questions.length : shorter, 1, asked);
}

function answerOf(network: PlainNetwork, { rows, steps }: Question): Answer {
  const told = rows ? { logits: network.predict(rows), activations: network.activations(rows) } : {};
  const taken = steps.map(({ X, y, rate }) => ({ loss: network.step(X, y, rate), after: network.weights(), gradients: network.gradients() }));
  return { ...told, losses: taken.map(({ loss }) => loss), after: taken.map(({ after }) => after), gradients: taken.map(({ gradients }) => gradients) };
}
