import { REPORTS } from '../../../src/run/settings/result.ts';
import { diffText } from '../../show/terminal/diff-text.ts';
import { historyText } from '../../show/terminal/history-text.ts';
import { textOptions } from '../../show/terminal/text-options.ts';
import type { Terminal } from '../progress/show-run.ts';
import { filtered, type HistoryFilter } from './filter.ts';
import { readRun, storedRuns } from './runs.ts';

/** Lists earlier runs, those that are asked for. @throws Fault if there is no such folder */
export async function historyCommand(reports: string, filter: HistoryFilter, terminal: Terminal): Promise<void> {
  terminal.print(historyText(filtered(await storedRuns(reports), filter), textOptions(terminal.stream)));
}

/** Puts two earlier runs side by side; each a folder, a results.json, or a name in reports/. @throws Fault if one is not there */
export async function diffCommand(a: string, b: string, terminal: Terminal): Promise<void> {
  const runs = [await readRun(a, REPORTS), await readRun(b, REPORTS)] as const;
  terminal.print(diffText(...runs, textOptions(terminal.stream)));
}
