import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { REPORTS } from '../../../src/run/settings/result.ts';
import { WEIGHTS_FILE } from '../../export/trained.ts';
import { readResults } from '../../results/file.ts';
import { textOptions } from '../../show/terminal/text-options.ts';
import { resultsOf } from '../history/runs.ts';
import type { Terminal } from '../progress/show-run.ts';
import { resultText } from './result-text.ts';
import { whereText } from './where.ts';
import { writeReport } from './write.ts';

/** Makes the report again from stored results, and shows it. @param place the run's folder, its results.json, or its name in reports/ */
export async function reportCommand(place: string, out: string | undefined, terminal: Terminal): Promise<void> {
  const path = await resultsOf(place, REPORTS);
  const comparison = await readResults(path);
  const weights = join(dirname(path), WEIGHTS_FILE);
  const report = await writeReport(out ?? dirname(path), comparison, existsSync(weights) ? readFileSync(weights) : undefined);
  terminal.print(`${resultText(comparison, textOptions(terminal.stream))}\n\n${whereText(report)}`);
}
