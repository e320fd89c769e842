import { Fault, together } from '../../src/fault.ts';
import { describeModel, type ModelSpec } from '../../src/model/model-spec.ts';
import { type TrainingSpec, taskOf } from '../../src/model/training-spec.ts';
import { type Answered, answersBackend } from '../networks/answers/backend.ts';
import type { Question } from '../networks/answers/question.ts';
import { type AnswersDiagnosis, asked, diagnoseOtherwise, furtherQuestions, questionsOfRight } from './answered-otherwise.ts';
import { diagnose } from './diagnose.ts';
import type { Diagnosis } from './diagnosis.ts';
import { type Interrogation, interrogate } from './interrogate.ts';
import { isUsual } from './usual.ts';

/** What probes are asked with, and the training that they are held against; if absent the output's own cross-entropy by plain descent. */
export type AskedWith = Interrogation & { readonly training?: TrainingSpec };

/**
 * What a network in files is asked at first: the questions that the catalogue is tried on, or, of another training, those that a
 * right network answers to its end. @throws Fault of a model that files do not describe
 */
export async function firstQuestions(model: ModelSpec, { training, ...settings }: AskedWith): Promise<Question[]> {
  const { hidden } = model;
  const isPlain = hidden.every(({ normalise, dropout, bias }) => !normalise && !dropout && bias !== false) && model.outputBias !== false;
  if (!isPlain) throw new Fault(`Questions in files are put of plain layers with biases; this is ${describeModel(model)}.`);
  const task = taskOf(model, training);
  if (!isUsual(task)) return questionsOfRight(task, settings);
  const missing: Question[] = [];
  await interrogate(answersBackend({ name: 'the textbook', model, answered: [], missing }), model, settings);
  return missing;
}

/**
 * What is wrong with a network that answered in files. Where the catalogue has no mistake that gives its numbers, what it computes
 * is asked; where that is not answered yet, those questions are handed back.
 */
export async function diagnoseAnswers(
  name: string,
  model: ModelSpec,
  answered: readonly Answered[],
  { training, ...settings }: AskedWith,
): Promise<AnswersDiagnosis> {
  const task = taskOf(model, training);
  const backend = answersBackend({ name, model, others: [asked(task).model], answered });
  const options = { ...settings, claims: 'float32' as const }; // text and files have float64, whatever computed it
  const noted = (diagnosis: Diagnosis): Diagnosis => ({ ...diagnosis, notes: [...diagnosis.notes, ...notLookedAt(backend.lacks ?? [])] });
  if (!isUsual(task)) {
    const { diagnosis, more } = await diagnoseOtherwise(name, task, answered, settings);
    return { diagnosis: noted(diagnosis), more };
  }
  const known = await diagnose(backend, model, { ...options, catalogueAlone: true });
  const isOpen = known.verdict === 'unknown' || known.verdict === 'partly';
  if (!isOpen || backend.lacks?.includes('logits') || backend.lacks?.includes('later steps')) return { diagnosis: noted(known), more: [] };
  const missing = await furtherQuestions(name, task, answered);
  return missing.length > 0 ? { diagnosis: noted(known), more: missing } : { diagnosis: noted(await diagnose(backend, model, options)), more: [] };
}

const PARTS = {
  logits: 'the logits',
  loss: 'the loss',
  update: 'the gradients and the update',
  'later steps': 'the update and what it remembers',
  manners: '',
} as const;

function notLookedAt(lacks: readonly (keyof typeof PARTS)[]): string[] {
  const parts = lacks.filter((lack) => lack !== 'manners' && !(lack === 'later steps' && lacks.includes('update'))).map((lack) => PARTS[lack]);
  const absent = parts.length > 0 ? [`Not looked at, since it was not answered: ${together(parts)}.`] : [];
  return [...absent, 'Answers in files do not show whether the network keeps or alters what it is handed.'];
}
