import { PlainNetwork } from '../../scratch/plain.ts';
import { type NamedTensors, tensorsOf } from '../../src/model/tensors.ts';
import type { Task } from '../../src/model/training-spec.ts';
import { difference, norm } from '../../src/numbers/norms.ts';
import type { Answered } from '../networks/answers/backend.ts';
import { describeQuestion } from '../networks/answers/question.ts';
import type { Location } from './locate.ts';

/** Far above float32's rounding over a few steps. */
const APART = 1e-3;

interface Compared {
  readonly kind: Location['kind'];
  readonly tensor: string;
  readonly layer?: number;
  readonly question: string;
  readonly step: number;
  readonly came: ArrayLike<number>;
  readonly right: ArrayLike<number>;
}

/** The first number of the answers that the declared training does not give, in the order of computation: logits, losses, changes of the weights. */
export function firstDifference(task: Task, answered: readonly Answered[]): Location | undefined {
  const compared = answered.flatMap((one) => comparedIn(task, one));
  const order = ['logits', 'loss', 'update'];
  const first = compared.toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind)).find((one) => !agrees(one));
  if (!first) return undefined;
  const { kind, tensor, layer, question, step } = first;
  const stillRight = order.slice(0, order.indexOf(kind)).filter((of) => compared.some((one) => one.kind === of));
  return { kind, tensor, ...(layer !== undefined && { layer }), probe: question, step, implied: kind === 'update', stillRight };
}

function agrees({ came, right }: Compared): boolean {
  const gap = norm(difference(came, right));
  return gap <= APART * norm(right) || gap < Number.EPSILON;
}

function comparedIn(task: Task, { question, answer }: Answered): Compared[] {
  if (!answer) return [];
  const network = new PlainNetwork(task, question.weights);
  const place = { question: describeQuestion(question) };
  const found: Compared[] = [];
  if (question.rows && answer.logits)
    found.push({ ...place, kind: 'logits', tensor: 'logits', step: 0, came: answer.logits.data, right: network.predict(question.rows).data });
  let [came, right]: [NamedTensors, NamedTensors] = [question.weights, question.weights];
  question.steps.forEach(({ X, y, rate }, step) => {
    const loss = network.step(X, y, rate);
    if (answer.losses) found.push({ ...place, kind: 'loss', tensor: 'loss', step, came: [answer.losses[step]!], right: [loss] });
    const after = answer.after?.[step];
    if (!after) return;
    const now = network.weights();
    found.push(
      ...tensorsOf(after).map(({ label, layer, name, values }, i) => ({
        ...{ ...place, kind: 'update' as const, tensor: `the change of ${label}`, layer, step },
        came: difference(values.data, came[layer - 1]![name]!.data),
        right: difference(tensorsOf(now)[i]!.values.data, right[layer - 1]![name]!.data),
      })),
    );
    [came, right] = [after, now];
  });
  return found;
}
