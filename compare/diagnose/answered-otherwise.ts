import type { Formulas } from '../../scratch/formulas.ts';
import { Fault } from '../../src/fault.ts';
import { parameterCount } from '../../src/model/model-spec.ts';
import type { Task } from '../../src/model/training-spec.ts';
import { map } from '../../src/numbers/algebra.ts';
import { type Answered, type AnswersOptions, answersBackend } from '../networks/answers/backend.ts';
import { begins, type Question } from '../networks/answers/question.ts';
import { examineByChannels } from './channels/examine.ts';
import { diagnose } from './diagnose.ts';
import type { Diagnosis } from './diagnosis.ts';
import { firstDifference } from './first-difference.ts';
import type { Interrogation } from './interrogate.ts';
import { narrowed, WIDE } from './narrow.ts';

export interface AnswersDiagnosis {
  readonly diagnosis: Diagnosis;
  /** What would have to be answered besides, before more can be said; nothing where all is said. */
  readonly more: readonly Question[];
}

/** δ = e − e²: of a stand-in that computes something wrong, all is asked; of one that is right, next to nothing. */
const UNHEARD_OF: Partial<Formulas> = { lossGradient: ({ P, Y }) => map(P, (p, i) => (p - Y.data[i]! - (p - Y.data[i]!) ** 2) / P.rows) };

/** The model whose formulas are asked: a narrower one in place of a wide one, so that the questions stay small. */
export function asked({ model, training }: Task): Task {
  return { model: parameterCount(model) > WIDE ? narrowed(model) : model, training };
}

/** What a right network of a declared training is asked. */
export async function questionsOfRight(task: Task, settings: Interrogation): Promise<Question[]> {
  return missingFrom({ name: 'the textbook', model: asked(task).model, answered: [] }, asked(task), settings);
}

/** All that is asked of a network that computes what no catalogue holds, and has not answered yet. */
export async function furtherQuestions(name: string, task: Task, answered: readonly Answered[], settings: Interrogation = {}): Promise<Question[]> {
  return missingFrom({ name, model: asked(task).model, answered, standIn: UNHEARD_OF }, asked(task), settings);
}

async function missingFrom(options: AnswersOptions, task: Task, settings: Interrogation): Promise<Question[]> {
  const missing: Question[] = [];
  await examineByChannels(answersBackend({ ...options, missing }), task, settings);
  return missing;
}

/**
 * What is wrong with a network that answered in files and declares another training than plain descent on the cross-entropy of
 * classes. At first it is asked what a right one is; where it answers otherwise, all that tells what it computes.
 * @throws Fault where parts are left out without which nothing can be said
 */
export async function diagnoseOtherwise(name: string, task: Task, answered: readonly Answered[], settings: Interrogation): Promise<AnswersDiagnosis> {
  const missing: Question[] = [];
  const options = { name, model: task.model, others: [asked(task).model], answered };
  const lacks = answersBackend(options).lacks ?? [];
  if (lacks.includes('logits') || lacks.includes('later steps'))
    throw new Fault(
      `${name}: of a training that is declared the logits and the weights after every step are needed; only the loss and the gradients may be left out.`,
    );
  const diagnosis = await diagnose(answersBackend({ ...options, missing }), task.model, { ...settings, training: task.training });
  if (missing.length === 0) return { diagnosis, more: [] };
  const location = firstDifference(asked(task), answered);
  const unanswered = missing.map((question) => ({ probe: titleOf(question), said: 'there is no answer to it' }));
  const { notes, network, description, model, probes, tensors } = diagnosis;
  const examined = { network, description, model, probes, tensors, notes };
  if (!location) return { diagnosis: { ...examined, unanswered, verdict: 'unfinished' }, more: missing };
  const open: Diagnosis = { ...examined, unanswered: [], verdict: 'unknown', location, evidence: [] };
  const all = await furtherQuestions(name, task, answered, settings);
  return { diagnosis: open, more: [...all, ...missing.filter((question) => !all.some((other) => begins(question, other)))] };
}

function titleOf({ rows, steps }: Question): string {
  return steps.length > 0 ? `${steps.length} steps from given weights` : `${rows?.rows ?? 0} rows to predict`;
}
