import { dirname } from 'node:path';
import type { RunSpec } from '../src/config.ts';
import { compare } from './compare.ts';
import { runName } from './comparison/repeat-command.ts';
import { documentText } from './explain/document-section.ts';
import { writeReport } from './report/write.ts';
import { readResults, toJson } from './results/file.ts';
import type { Comparison } from './results/schema.ts';
import { verdicts } from './results/verdict.ts';
import { seedsResult, seedsSummary } from './terminal/seeds.ts';
import { showRun, type RunTerminal, type Terminal } from './terminal/show-run.ts';
import { result, summary, verdictText } from './terminal/summary.ts';
import { textOptions, type TextOptions } from './terminal/text-options.ts';
import { wrap } from './terminal/wrap.ts';

export type { Terminal };

/** Runs a comparison, showing it as it goes; writes the report. @returns the exit code */
export async function compareCommand(spec: RunSpec, terminal: RunTerminal): Promise<number> {
  const shown = showRun(spec, terminal);
  try {
    const comparison = await compare(spec, shown);
    shown.stop();
    const folder = spec.out ?? `reports/${runName(comparison.data.name, spec)}`;
    const report = await writeReport(folder, comparison);
    terminal.print(spec.json ? toJson(comparison).trimEnd() : `${spec.quiet ? '' : '\n'}${resultText(comparison, textOptions(terminal.stream), spec)}\n\nReport: ${report}`);
    return spec.assertParity && comparison.parity.some(({ verdict }) => verdict === 'differ') ? 1 : 0;
  } finally {
    shown.stop();
  }
}

/** Makes the report again from stored results, and shows it. */
export async function reportCommand(path: string, out: string | undefined, terminal: Terminal): Promise<void> {
  const comparison = await readResults(path);
  const report = await writeReport(out ?? dirname(path), comparison);
  terminal.print(`${resultText(comparison, textOptions(terminal.stream))}\n\nReport: ${report}`);
}

/** What is shown of a comparison in the end; a quiet run shows no curves. */
function resultText(comparison: Comparison, text: TextOptions, { quiet = false }: { quiet?: boolean } = {}): string {
  const { seeds } = comparison;
  const parts = seeds
    ? [quiet ? seedsResult(seeds, text) : seedsSummary(seeds, text), firstSeed(comparison, text)]
    : [quiet ? result(comparison, text) : summary(comparison, text)];
  return [...parts, documentText(comparison, text.colours)].filter((part) => part !== '').join('\n\n');
}

/** Parity is a matter of steps, not of seeds: one seed's is enough, and is said to be one's. */
function firstSeed(comparison: Comparison, text: TextOptions): string {
  const found = verdicts(comparison);
  return found.length === 0 ? '' : `${wrap(`Checked step by step with seed ${comparison.seeds!.seeds[0]} alone:`, text.width)}\n${verdictText(found, text)}`;
}
