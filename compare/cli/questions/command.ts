import { existsSync, readdirSync } from 'node:fs';
import { count, Fault } from '../../../src/fault.ts';
import { calledAs } from '../../../src/host/called-as.ts';
import { firstQuestions } from '../../diagnose/answered.ts';
import type { ProbedArguments } from '../../diagnose/probed.ts';
import { probed, trainingSaid } from '../../diagnose/probed.ts';
import { named } from '../../networks/answers/questions-folder.ts';
import type { Terminal } from '../progress/show-run.ts';
import { writeQuestions } from './write.ts';

export interface QuestionsArguments extends ProbedArguments {
  readonly out: string;
}

/** Writes the questions of a diagnosis into a folder, to be answered by a network in any language. */
export async function questionsCommand({ out, ...options }: QuestionsArguments, terminal: Terminal): Promise<void> {
  if (existsSync(out) && readdirSync(out).length > 0)
    throw new Fault(`--out ${out}: the folder is not empty; name a new one, so that no old question stays among the new.`);
  const { spec, model } = probed(options);
  const { batchSize, learningRate, seed } = spec;
  const training = trainingSaid(spec, model);
  const questions = named(await firstQuestions(model, { training, batchSize, learningRate, seed }));
  writeQuestions(out, { model, training, batchSize, learningRate, seed, questions });
  terminal.print(
    `${count(questions.length, 'question')} in ${out}, each as CSV, .npz and JSON; ${out}/README.md says what to answer. Then:\n\n  ${calledAs('diagnose', ['--questions', out, '--answers', 'a'])}`,
  );
}
