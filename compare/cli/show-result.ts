import type { RunSpec } from '../../src/run/config.ts';
import { toJson } from '../results/file.ts';
import type { Comparison } from '../results/schema.ts';
import { withVisibleNames } from '../results/visible-names.ts';
import { summaryOfRun, testsOfRun } from '../show/reporters/of-run.ts';
import { verdictText } from '../show/terminal/summary.ts';
import { textOptions } from '../show/terminal/text-options.ts';
import type { Baseline } from './baseline.ts';
import { EXIT } from './exit-codes.ts';
import type { RunTerminal } from './progress/show-run.ts';
import { resultText } from './report/result-text.ts';
import { whereText } from './report/where.ts';
import { type Reporter, writeFor } from './reporters.ts';

interface Told {
  readonly spec: RunSpec;
  readonly report: string | undefined; // its path
  readonly reporters: readonly Reporter[];
  readonly baseline: Baseline | undefined;
}

/** Shows the result, and hands it to other programs. @returns the exit code, by what was asserted */
export function tell(comparison: Comparison, { spec, report, reporters, baseline }: Told, { stream, errors, print }: RunTerminal): number {
  const where = report ? `\n\n${whereText(report)}` : '';
  print(spec.json ? toJson(comparison).trimEnd() : `${spec.quiet ? '' : '\n'}${resultText(comparison, textOptions(stream), spec)}${where}`);
  const beside = (text: string) => void (spec.json ? errors : stream).write(`${text}\n`);
  if (reporters.length > 0) {
    const visible = withVisibleNames(comparison);
    writeFor(reporters, { title: 'mlp-compare', suites: testsOfRun(visible), summary: summaryOfRun(visible) }, beside);
  }
  const held = baseline?.hold(comparison);
  if (held) beside(`\n${verdictText([held.says], textOptions(stream))}`);
  const differs = spec.assertParity && comparison.parity.some(({ verdict }) => verdict === 'differ');
  return differs || held?.fell ? EXIT.notSo : EXIT.done;
}
