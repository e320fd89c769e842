import { count } from '../../../src/fault.ts';
import { diagnoseAnswers } from '../../diagnose/answered.ts';
import type { Diagnosis } from '../../diagnose/diagnosis.ts';
import { begins, type Question } from '../../networks/answers/question.ts';
import { named, readQuestions } from '../../networks/answers/questions-folder.ts';
import { readAnswers } from '../../networks/answers/read-answers.ts';
import { writeQuestions } from '../questions/write.ts';

/** The diagnosis of answers in a folder; where more must be asked, the questions are written beside the first, and a sentence says so. */
export async function diagnoseFolder(answers: string, questions: string): Promise<{ readonly diagnosis: Diagnosis; readonly more?: string }> {
  const set = readQuestions(questions);
  const { questions: asked, model, ...settings } = set;
  const { diagnosis, more } = await diagnoseAnswers(answers, model, readAnswers(answers, asked), settings);
  if (more.length === 0) return { diagnosis };
  const isThere = (question: Question) => set.questions.find((one) => begins(question, one.question)); // put for another network's sake
  const added = named(
    more.filter((question) => !isThere(question)),
    set.questions.length,
  );
  if (added.length > 0) writeQuestions(questions, { ...set, questions: [...set.questions, ...added] }, set.questions.length);
  const ids = [...new Set([...more.flatMap((question) => isThere(question)?.id ?? []), ...added.map(({ id }) => id)])];
  const them = ids.length === 1 ? 'it' : 'them';
  return {
    diagnosis,
    more: `More can be said: ${count(ids.length, 'further question')} ${them === 'it' ? 'is' : 'are'} in ${questions} (${spans(ids)}). Let your network answer ${them}, too, and put this command again.`,
  };
}

/** '09 to 58, 61' */
function spans(ids: readonly string[]): string {
  const begins = ids.filter((id, i) => Number(ids[i - 1]) !== Number(id) - 1);
  const ends = ids.filter((id, i) => Number(ids[i + 1]) !== Number(id) + 1);
  return begins.map((id, i) => (id === ends[i] ? id : `${id} to ${ends[i]}`)).join(', ');
}
