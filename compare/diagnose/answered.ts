import type { Formulas } from '../../scratch/formulas.ts';
import { Fault, together } from '../../src/fault.ts';
import { describeModel, type ModelSpec, parameterCount } from '../../src/model/model-spec.ts';
import { taskOf } from '../../src/model/training-spec.ts';
import { map } from '../../src/numbers/algebra.ts';
import { type Answered, answersBackend } from '../networks/answers/backend.ts';
import type { Question } from '../networks/answers/question.ts';
import { examineByChannels } from './channels/examine.ts';
import { diagnose } from './diagnose.ts';
import type { Diagnosis } from './diagnosis.ts';
import { type Interrogation, interrogate } from './interrogate.ts';
import { WIDE } from './narrow.ts';

/** The questions that the catalogue is tried on: what a network in files is asked at first. @throws Fault of a model that files do not describe */
export async function firstQuestions(model: ModelSpec, settings: Interrogation): Promise<Question[]> {
  const { output, hidden } = model;
  const isPlain = hidden.every(({ normalise, dropout, bias }) => !normalise && !dropout && bias !== false) && model.outputBias !== false;
  if (!isPlain || (output.kind !== 'softmax' && output.kind !== 'sigmoid'))
    throw new Fault(`Questions in files are put of plain layers with a softmax or one sigmoid; this is ${describeModel(model)}.`);
  const missing: Question[] = [];
  await interrogate(answersBackend({ name: 'the textbook', model, answered: [], missing }), model, settings);
  return missing;
}

/** δ = e − e²: of a stand-in that computes something wrong, all is asked; of one that is right, next to nothing. */
const UNHEARD_OF: Partial<Formulas> = { lossGradient: ({ P, Y }) => map(P, (p, i) => (p - Y.data[i]! - (p - Y.data[i]!) ** 2) / P.rows) };

export interface AnswersDiagnosis {
  readonly diagnosis: Diagnosis;
  /** What would have to be answered besides, before more can be said; nothing where all is said. */
  readonly more: readonly Question[];
}

/**
 * What is wrong with a network that answered in files. Where the catalogue has no mistake that gives its numbers, what it computes
 * is asked; where that is not answered yet, those questions are handed back.
 */
export async function diagnoseAnswers(name: string, model: ModelSpec, answered: readonly Answered[], settings: Interrogation): Promise<AnswersDiagnosis> {
  const backend = answersBackend({ name, model, answered });
  const options = { ...settings, claims: 'float32' as const }; // text and files have float64, whatever computed it
  const known = await diagnose(backend, model, { ...options, catalogueAlone: true });
  const noted = (diagnosis: Diagnosis): Diagnosis => ({ ...diagnosis, notes: [...diagnosis.notes, ...notLookedAt(backend.lacks ?? [])] });
  const isOpen = known.verdict === 'unknown' || known.verdict === 'partly';
  if (!isOpen || backend.lacks?.includes('logits') || backend.lacks?.includes('later steps')) return { diagnosis: noted(known), more: [] };
  if (parameterCount(model) > WIDE) return { diagnosis: { ...noted(known), notes: [...noted(known).notes, NARROWER] }, more: [] };
  const missing: Question[] = [];
  await examineByChannels(answersBackend({ name, model, answered, missing, standIn: UNHEARD_OF }), taskOf(model));
  return missing.length > 0 ? { diagnosis: noted(known), more: missing } : { diagnosis: noted(await diagnose(backend, model, options)), more: [] };
}

const NARROWER = 'More can be said of a small model: let your network answer questions that are put to one, of --hidden 6,6 say.';

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
