import type { Outcome } from '../../../grade/outcome.ts';
import type { Reveal, Rubric } from '../../../grade/rubric.ts';
import { type ShownItem, shownItems } from '../shown.ts';

/** JUnit's XML as all its readers take it, and as the schema junit-10 of Jenkins' xUnit plugin has it: a suite for each submission, a case for each item. */
export function junitXml(outcomes: readonly Outcome[], rubric: Rubric, reveal: Reveal): string {
  const suites = outcomes.map((outcome) => suite(outcome, shownItems(outcome, rubric, reveal)));
  const sum = (of: 'tests' | 'failures' | 'errors') => suites.reduce((total, one) => total + one[of], 0);
  const head = `<testsuites name="${attribute(rubric.title)}" tests="${sum('tests')}" failures="${sum('failures')}" errors="${sum('errors')}" time="0">`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n${head}\n${suites.map(({ xml }) => xml).join('\n')}\n</testsuites>\n`;
}

function suite({ name }: Outcome, items: readonly ShownItem[]) {
  const count = (kind: Kind) => items.filter((item) => kindOf(item) === kind).length;
  const [failures, errors, skipped] = [count('failure'), count('error'), count('skipped')];
  const cases = items.map((item) => testCase(name, item));
  const head = `<testsuite name="${attribute(name)}" tests="${items.length}" failures="${failures}" errors="${errors}" skipped="${skipped}" time="0">`;
  return { tests: items.length, failures, errors, skipped, xml: `${head}\n${cases.join('\n')}\n</testsuite>` };
}

type Kind = 'passed' | 'failure' | 'error' | 'skipped';

function kindOf({ status, points }: ShownItem): Kind {
  // biome-ignore format: a table, a case a line
  switch (status) {
    case 'passed': return 'passed';
    case 'failed': return points === null ? 'skipped' : 'failure';
    case 'not run': return 'skipped';
    default: return 'error';
  }
}

function testCase(submission: string, item: ShownItem): string {
  const { says, status, told } = item;
  const head = `<testcase classname="${attribute(submission)}" name="${attribute(says)}" time="0"`;
  const kind = kindOf(item);
  if (kind === 'passed') return `${head}/>`;
  if (kind === 'skipped') return `${head}><skipped message="${attribute(told)}"/></testcase>`;
  return `${head}><${kind} message="${attribute(told)}" type="${attribute(status)}">${text(told)}</${kind}></testcase>`;
}

/** Characters that XML has, without those that it has not. */
function text(value: string): string {
  return value
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;');
}

function attribute(value: string): string {
  return text(value)
    .replace(/"/g, '&quot;')
    .replace(/[\t\n\r]/g, ' ');
}
