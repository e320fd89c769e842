import { UnclearLabel } from '../../../src/data/columns/unclear.ts';
import { count, Fault, quoted } from '../../../src/fault.ts';
import { isClasses } from '../../../src/model/target.ts';
import { rowOf } from '../../../src/numbers/algebra.ts';
import type { RunSpec } from '../../../src/run/config.ts';
import { loadData } from '../../../src/run/load-data.ts';
import { makePlan } from '../../../src/run/make-plan.ts';
import { describeData } from '../../../src/run/run-plan.ts';
import { DEFAULT_DATA } from '../../../src/run/settings/data.ts';
import { columnsText, dataText } from '../../show/terminal/data-text.ts';
import { textOptions } from '../../show/terminal/text-options.ts';
import type { RunTerminal } from '../progress/show-run.ts';
import { showReading } from '../progress/waiting.ts';

const SHOWN_ROWS = 5;

/** Shows what a run with these settings would read, and what its networks would get; trains nothing. @throws Fault, where the label is not clear below the columns */
export async function dataCommand(spec: RunSpec, terminal: RunTerminal): Promise<void> {
  const waiting = showReading(spec.data ?? DEFAULT_DATA, terminal);
  const { name, rows, parts, warnings } = await loadData(spec, waiting.onReading)
    .finally(() => waiting.stop())
    .catch((error: unknown) => {
      if (error instanceof UnclearLabel) terminal.print(columnsText(error.columns, textOptions(terminal.stream)));
      throw error;
    });
  const { story } = rows.train;
  if (!story) throw new Fault(`${quoted(name)} is generated, of ${count(rows.train.X.cols, 'feature')}; there is no file to look at.`);
  const { plan, warnings: further } = makePlan(spec, parts);
  const { train } = parts;
  const labelOf = (row: number) => (isClasses(train.y) ? train.classes[train.y[row]!]! : rowOf(train.y, row).join(', '));
  const shown = Array.from({ length: Math.min(SHOWN_ROWS, train.X.rows) }, (_, row) => ({ label: labelOf(row), inputs: [...rowOf(plan.train.X, row)] }));
  terminal.print(
    dataText(
      { name, parts: describeData(plan), story, warnings: [...warnings, ...further], inputs: train.features, rows: shown },
      textOptions(terminal.stream),
    ),
  );
}
