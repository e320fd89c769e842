import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Fault } from '../../../src/fault.ts';
import { calledAs } from '../../../src/host/called-as.ts';
import { readText } from '../../../src/host/text-file.ts';
import type { ModelSpec } from '../../../src/model/model-spec.ts';
import { isClasses } from '../../../src/model/target.ts';
import { type TrainingSpec, taskOf } from '../../../src/model/training-spec.ts';
import { arraysOf, questionOf } from './arrays.ts';
import { csvOf } from './csv.ts';
import { jsonOf, readJson } from './json.ts';
import { npzOf } from './npz.ts';
import { describeQuestion, type Question } from './question.ts';
import { questionsReadme } from './readme.ts';

/** What is asked of which network, and the settings that effects are told for. */
export interface QuestionSet {
  readonly model: ModelSpec;
  /** What it is held against; if absent the output's own cross-entropy by plain descent. */
  readonly training?: TrainingSpec;
  readonly batchSize: number;
  readonly learningRate: number;
  readonly seed: number;
  readonly questions: readonly { readonly id: string; readonly question: Question }[];
}

const FORM = 'mlp-compare questions 2';
const MANIFEST = 'questions.json';

/** Names for questions after `taken` others: '01', '02', … */
export function named(questions: readonly Question[], taken = 0): QuestionSet['questions'] {
  return questions.map((question, q) => ({ id: String(taken + q + 1).padStart(2, '0'), question }));
}

/** The files of a folder of questions, by their paths in it; of the questions themselves without the first `there`, which are written already. */
export function filesOf({ questions, model, training, ...settings }: QuestionSet, there = 0): Map<string, string | Uint8Array> {
  const isOfValues = questions.some(({ question }) => question.steps.some(({ y }) => !isClasses(y)));
  const listed = questions.map(({ id, question }) => ({ id, asks: describeQuestion(question) }));
  return new Map<string, string | Uint8Array>([
    ['README.md', questionsReadme(taskOf(model, training), questions, isOfValues)],
    [MANIFEST, `${JSON.stringify({ form: FORM, model, ...(training && { training }), isOfValues, ...settings, questions: listed }, null, 1)}\n`],
    ['questions.csv', questions.map(({ id, question }) => `${id},${question.steps.length}\n`).join('')],
    ...questions.slice(there).flatMap(({ id, question }) => {
      const arrays = arraysOf(question);
      const csvs = [...arrays].map(([name, values]) => [join(id, `${name}.csv`), csvOf(values)] as const);
      return [...csvs, [`${id}.npz`, npzOf(arrays)] as const, [`${id}.json`, jsonOf(arrays)] as const];
    }),
  ]);
}

/** @throws Fault where it holds no questions of ours */
export function readQuestions(folder: string): QuestionSet {
  const place = join(folder, MANIFEST);
  if (!existsSync(place))
    throw new Fault(`${folder}: there are no questions (no ${MANIFEST}). ${calledAs('compare', ['questions', '--out', folder])} writes them.`);
  const { form, questions, isOfValues, ...set } = parse(readText(place), place);
  if (form !== FORM)
    throw new Fault(`${place}: expected ${JSON.stringify({ form: FORM })}, as this version of mlp-compare writes it; write the questions anew.`);
  const arrays = (id: string) => readJson(readFileSync(join(folder, `${id}.json`), 'utf8'), join(folder, `${id}.json`));
  return { ...set, questions: questions.map(({ id }) => ({ id, question: questionOf(arrays(id), isOfValues) })) };
}

type Manifest = Omit<QuestionSet, 'questions'> & {
  readonly form?: string;
  readonly isOfValues: boolean;
  readonly questions: readonly { readonly id: string }[];
};

function parse(text: string, place: string): Manifest {
  try {
    return JSON.parse(text) as Manifest;
  } catch {
    throw new Fault(`${place}: this is no JSON any more; write the questions anew.`);
  }
}
