import type { Outcome, ReportedSuite, ReportedTest } from './reported.ts';

/** JUnit's XML as all its readers take it, and as the schema junit-10 of Jenkins' xUnit plugin has it. */
export function junitOf(title: string, reported: readonly ReportedSuite[]): string {
  const suites = reported.map(suite);
  const sum = (of: 'tests' | 'failures' | 'errors') => suites.reduce((total, one) => total + one[of], 0);
  const head = `<testsuites name="${attribute(title)}" tests="${sum('tests')}" failures="${sum('failures')}" errors="${sum('errors')}" time="0">`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n${head}\n${suites.map(({ xml }) => xml).join('\n')}\n</testsuites>\n`;
}

function suite({ name, tests }: ReportedSuite) {
  const count = (kind: Outcome) => tests.filter(({ outcome }) => outcome === kind).length;
  const [failures, errors, skipped] = [count('failure'), count('error'), count('skipped')];
  const cases = tests.map((test) => testCase(name, test));
  const head = `<testsuite name="${attribute(name)}" tests="${tests.length}" failures="${failures}" errors="${errors}" skipped="${skipped}" time="0">`;
  return { tests: tests.length, failures, errors, skipped, xml: `${head}\n${cases.join('\n')}\n</testsuite>` };
}

function testCase(of: string, { name, outcome, told, type = outcome }: ReportedTest): string {
  const head = `<testcase classname="${attribute(of)}" name="${attribute(name)}" time="0"`;
  if (outcome === 'passed') return `${head}/>`;
  if (outcome === 'skipped') return `${head}><skipped message="${attribute(told)}"/></testcase>`;
  return `${head}><${outcome} message="${attribute(told)}" type="${attribute(type)}">${text(told)}</${outcome}></testcase>`;
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
