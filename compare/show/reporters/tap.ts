import type { ReportedSuite, ReportedTest } from './reported.ts';

/** The Test Anything Protocol, version 14, a line for each test; why one failed stands beneath it in YAML. */
export function tapOf(suites: readonly ReportedSuite[]): string {
  const tests = suites.flatMap(({ name, tests: of }) => of.map((test) => ({ ...test, name: `${name}: ${test.name}` })));
  return `${['TAP version 14', `1..${tests.length}`, ...tests.flatMap(linesOf)].join('\n')}\n`;
}

function linesOf({ name, outcome, told, type = outcome }: ReportedTest, i: number): string[] {
  const point = `${outcome === 'passed' || outcome === 'skipped' ? 'ok' : 'not ok'} ${i + 1} - ${described(name)}`;
  if (outcome === 'passed') return [point];
  if (outcome === 'skipped') return [`${point} # SKIP ${described(told)}`];
  return [point, '  ---', `  message: ${JSON.stringify(told)}`, `  severity: ${JSON.stringify(type)}`, '  ...'];
}

/** One line, in which no # begins a directive. */
function described(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/\\/g, '\\\\').replace(/#/g, '\\#');
}
