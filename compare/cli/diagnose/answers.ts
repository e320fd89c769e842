import { count } from '../../../src/fault.ts';
import { diagnoseAnswers } from '../../diagnose/answered.ts';
import type { Diagnosis } from '../../diagnose/diagnosis.ts';
import { named, readQuestions } from '../../networks/answers/questions-folder.ts';
import { readAnswers } from '../../networks/answers/read-answers.ts';
import { writeQuestions } from '../questions/write.ts';

/** The diagnosis of answers in a folder; where more must be asked, the questions are written beside the first, and a sentence says so. */
export async function diagnoseFolder(answers: string, questions: string): Promise<{ readonly diagnosis: Diagnosis; readonly more?: string }> {
  const set = readQuestions(questions);
  const { model, batchSize, learningRate, seed } = set;
  const { diagnosis, more } = await diagnoseAnswers(answers, model, readAnswers(answers, model, set.questions), { batchSize, learningRate, seed });
  if (more.length === 0) return { diagnosis };
  const added = named(more, set.questions.length);
  writeQuestions(questions, { ...set, questions: [...set.questions, ...added] });
  const which = added.length === 1 ? added[0]!.id : `${added[0]!.id} to ${added.at(-1)!.id}`;
  return {
    diagnosis,
    more: `More can be said: ${count(added.length, 'further question')} ${added.length === 1 ? 'is' : 'are'} in ${questions} now (${which}). Let your network answer ${added.length === 1 ? 'it' : 'them'}, too, and put this command again.`,
  };
}
