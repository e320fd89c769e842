import { markdownTable } from 'markdown-table';
import type { Comparison, ParityResult } from '../../results/schema.ts';
import { escapeMarkdown } from '../words/escape.ts';
import { sideBySide } from '../words/side-by-side.ts';
import { mistakenFirst, verdicts } from '../words/verdict.ts';
import type { Outcome, ReportedSuite, ReportedTest } from './reported.ts';

const OUTCOMES: Readonly<Record<ParityResult['verdict'], Outcome>> = { agree: 'passed', warning: 'passed', unresolved: 'skipped', differ: 'failure' };

/** What a run checked: that each network trained to its end, and that it takes the first one's steps; where it does not, what its mistake is. */
export function testsOfRun(comparison: Comparison): ReportedSuite[] {
  const { data, networks, parity } = comparison;
  const fileOf = (name: string) => networks.find((network) => network.name === name)?.source?.file;
  const at = (name: string) => (fileOf(name) === undefined ? {} : { file: fileOf(name)! });
  const trained = networks.map(({ name, diverged }): ReportedTest => {
    const told = diverged ? (verdicts({ ...comparison, parity: [], mcnemar: [] }).find((text) => text.startsWith(`${name} diverged`)) ?? '') : '';
    return { name: `${name} trains to its end`, outcome: diverged ? 'failure' : 'passed', told, type: 'diverged', ...at(name) };
  });
  const paired = parity.map((pair): ReportedTest => {
    const { baseline, other, verdict } = pair;
    const told = [...verdicts({ ...comparison, networks: [], parity: [pair], mcnemar: [], stopped: [] }), diagnosisOf(comparison, other)].join('\n').trim();
    return { name: `${other} takes the steps of ${baseline}`, outcome: OUTCOMES[verdict], told, type: verdict, ...at(other) };
  });
  return [{ name: data.name, tests: [...trained, ...paired] }];
}

function diagnosisOf({ diagnoses = [] }: Comparison, name: string): string {
  return diagnoses.find(({ network }) => network === name)?.text ?? '';
}

/** The run on the page of a job: verdicts, what is wrong, figures. */
export function summaryOfRun(comparison: Comparison): string {
  const { data, networks, diagnoses = [] } = comparison;
  const heads = ['', ...networks.map(({ name }) => name), ...(networks.length > 1 ? ['difference'] : [])];
  const rows = sideBySide(comparison).map(({ label, values, difference }) => [label, ...values, ...(networks.length > 1 ? [difference] : [])]);
  return [
    `## ${escapeMarkdown(data.name)}`,
    ...verdicts(comparison).map((text) => `> ${escapeMarkdown(text)}`),
    ...mistakenFirst(diagnoses).map(({ markdown }) => markdown),
    markdownTable(
      [heads, ...rows].map((row) => row.map(escapeMarkdown)),
      { align: ['l', ...heads.slice(1).map(() => 'r')] },
    ),
    '',
  ].join('\n\n');
}
