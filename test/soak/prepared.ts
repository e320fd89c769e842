import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeQuestions } from '../../compare/cli/questions/write.ts';
import { firstQuestions } from '../../compare/diagnose/answered.ts';
import { DEFAULT_MODEL } from '../../compare/diagnose/diagnose.ts';
import { npzOf } from '../../compare/networks/answers/npz.ts';
import { named } from '../../compare/networks/answers/questions-folder.ts';
import { packageRoot } from '../../src/host/package-root.ts';
import { planted } from '../compare/diagnose/planted-network.ts';
import { madeClass, writeMade } from '../compare/grade/class-maker.ts';
import { answering } from '../compare/networks/answers/answering.ts';
import { speaker, ZEROS } from '../compare/networks/fixtures.ts';

/** What the commands work on, but an earlier run: rows, a network in a file and one that is a program, a class, questions and answers to them. */
export async function prepare(folder: string): Promise<void> {
  mkdirSync(folder);
  writeFileSync(join(folder, 'train.csv'), Array.from({ length: 50 }, (_, r) => `${(r * 17) % 53},${(r * 7) % 10},${'abc'[r % 3]}\n`).join(''));
  copyFileSync(join(packageRoot(), 'examples', 'document.ts'), join(folder, 'mine.ts'));
  const answers = { create: '(weights = q.initial, {})', weights: 'weights', setWeights: '(weights = q.weights, null)', predict: ZEROS('q.X.rows', 3) };
  writeFileSync(join(folder, 'network.cjs'), speaker(answers, 'let weights;'));
  writeMade(join(folder, 'class'), madeClass(3, { python: false }));
  await putQuestions(join(folder, 'q'), join(folder, 'a'));
}

/** Questions, and what a network with a mistake answers: a diagnosis of that asks more. */
async function putQuestions(questions: string, answers: string): Promise<void> {
  const settings = { batchSize: 64, learningRate: 0.1, seed: 42 };
  const asked = named(await firstQuestions(DEFAULT_MODEL, settings));
  writeQuestions(questions, { model: DEFAULT_MODEL, ...settings, questions: asked });
  mkdirSync(answers);
  const backend = planted([{ bug: 'divided-twice' }]);
  for (const { id, question } of asked) writeFileSync(join(answers, `${id}.npz`), npzOf(await answering(backend, DEFAULT_MODEL, question)));
}
