import type { Diagnosis } from '../../diagnose/diagnosis.ts';
import { toMarkdown } from '../words/diagnosis.ts';
import { wrongIn } from '../words/what-changed.ts';
import type { ReportedSuite, ReportedTest } from './reported.ts';

/** What a diagnosis checked: what is right before the first wrong tensor, then each mistake; of a network without any that it has none. */
export function testsOfDiagnosis(diagnosis: Diagnosis, file?: string): ReportedSuite[] {
  const at = file === undefined ? {} : { file };
  const right = 'location' in diagnosis ? diagnosis.location.stillRight.map((tensor): ReportedTest => ({ name: tensor, outcome: 'passed', told: '' })) : [];
  const wrong = wrongIn(diagnosis).map(({ place, code, name, right: wanted, mend }): ReportedTest => {
    const told = [`${name}.`, ...(wanted ? [`Right is: ${wanted}.`] : []), ...(mend ? [mend] : [])].join(' ');
    return { name: place, outcome: 'failure', told, type: code ?? 'wrong', ...at };
  });
  const silent = diagnosis.unanswered.map(({ probe, said }): ReportedTest => ({ name: probe, outcome: 'error', told: said, type: 'not answered', ...at }));
  const all = [...(wrong.length > 0 ? right : []), ...wrong, ...silent];
  return [{ name: diagnosis.network, tests: all.length > 0 ? all : [{ name: 'trains like the reference', outcome: 'passed', told: '' }] }];
}

/** The diagnosis on the page of a job. */
export function summaryOfDiagnosis(diagnosis: Diagnosis): string {
  return `${toMarkdown(diagnosis)}\n`;
}
