import { dirname } from 'node:path';
import type { RunSpec } from '../src/config.ts';
import { describeModel } from '../src/model-spec.ts';
import { describeData, stepsPerEpoch } from '../src/run-plan.ts';
import { compare, type Prepared } from './compare.ts';
import { runName } from './comparison/repeat-command.ts';
import { documentText } from './explain/document-section.ts';
import { writeReport } from './report/write.ts';
import { readResults } from './results/file.ts';
import type { Comparison } from './results/schema.ts';
import { palette } from './terminal/palette.ts';
import { showProgress, type Progress } from './terminal/progress.ts';
import { summary, wrap, type TextOptions } from './terminal/summary.ts';

/** Where a command shows itself. */
export interface Terminal {
  readonly stream: NodeJS.WriteStream;
  print(text: string): void;
}

/** Not every terminal says how wide it is. */
const USUAL_WIDTH = 80;
const WIDEST = 160;

/** Runs a comparison, showing it as it goes; writes the report. @returns the exit code */
export async function compareCommand(spec: RunSpec, terminal: Terminal): Promise<number> {
  let progress: Progress | undefined;
  const text = textOptions(terminal);
  try {
    const comparison = await compare(spec, {
      onPrepared: (prepared) => {
        terminal.print(header(prepared, text));
        const { plan, backends } = prepared;
        const networks = backends.map(({ name }) => name);
        progress = showProgress({ networks, epochs: plan.epochs, stepsPerEpoch: stepsPerEpoch(plan), stream: terminal.stream });
      },
      onStep: (network, step) => progress?.onStep?.(network, step),
      onEpoch: (network, record) => progress?.onEpoch?.(network, record),
      onTrained: () => progress?.stop(),
    });
    const folder = spec.out ?? `reports/${runName(comparison.data.name, spec)}`;
    const report = await writeReport(folder, comparison);
    terminal.print(`\n${shown(comparison, text)}\n\nReport: ${report}`);
    return spec.assertParity && comparison.parity.some(({ verdict }) => verdict === 'differ') ? 1 : 0;
  } finally {
    progress?.stop();
  }
}

function header({ name, plan, backends, warnings }: Prepared, { colours, width: columns }: TextOptions): string {
  const width = Math.max(5, ...backends.map((backend) => backend.name.length));
  const indent = ' '.repeat(width + 2);
  const line = (key: string, value: string) =>
    `${colours.bold(key.padEnd(width))}  ${wrap(value, columns - indent.length).replaceAll('\n', `\n${indent}`)}`;
  return [
    line('data', `${name}: ${describeData(plan)}`),
    line('model', describeModel(plan.model)),
    ...backends.map((backend) => line(backend.name, backend.description)),
    ...warnings.map((warning) => wrap(`Warning: ${warning}`, columns).replace(/^Warning/, colours.yellow('Warning'))),
    '',
  ].join('\n');
}

/** Makes the report again from stored results, and shows it. */
export async function reportCommand(path: string, out: string | undefined, terminal: Terminal): Promise<void> {
  const comparison = await readResults(path);
  const report = await writeReport(out ?? dirname(path), comparison);
  terminal.print(`${shown(comparison, textOptions(terminal))}\n\nReport: ${report}`);
}

function shown(comparison: Comparison, text: TextOptions): string {
  return [summary(comparison, text), documentText(comparison, text.colours)].filter((part) => part !== '').join('\n\n');
}

function textOptions({ stream }: Terminal): TextOptions {
  return { width: Math.min(WIDEST, stream.columns ?? USUAL_WIDTH), colours: palette(stream.isTTY) };
}
