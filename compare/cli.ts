#!/usr/bin/env node
import { Command } from 'commander';
import { compareCommand, reportCommand } from './commands.ts';
import { complaintOf, INTERRUPTED } from './complaint.ts';
import { diffCommand, historyCommand, REPORTS } from './history/commands.ts';
import { addRunOptions, runSpecFrom } from './options.ts';
import { SHOW_CURSOR } from './terminal/live.ts';
import type { RunTerminal } from './terminal/show-run.ts';

const terminal: RunTerminal = {
  stream: process.stdout,
  errors: process.stderr,
  print: (text) => void process.stdout.write(`${text}\n`),
};

function program(): Command {
  const root = addRunOptions(new Command('mlp-compare'))
    .description(
      'Trains a hand-written multi-layer perceptron and the same model in TensorFlow.js on identical data, weights and ' +
        'order of rows, shows them side by side, and says whether, where and why they part.',
    )
    .usage('[options]')
    .enablePositionalOptions() // report has an --out of its own
    .exitOverride()
    .configureOutput({ writeErr: () => {} }) // commander's complaints are printed below, as all others are
    .showSuggestionAfterError()
    .addHelpText('after', '\nExamples:\n  npm run compare\n  npm run compare -- --data digits --activation tanh --epochs 20\n  npm run compare -- --train iris.csv --label-column species --hidden none')
    .action(async (options: Record<string, unknown>) => {
      process.exitCode = await compareCommand(runSpecFrom(options), terminal);
    });
  root
    .command('report')
    .description('make the report again from a results.json')
    .argument('<results.json>')
    .option('--out <folder>', 'where report.md goes (default: beside results.json)')
    .action((path: string, { out }: { out?: string }) => reportCommand(path, out, terminal));
  root
    .command('history')
    .description('list earlier runs, the newest first')
    .argument('[folder]', 'where their folders are', REPORTS)
    .action((folder: string) => historyCommand(folder, terminal));
  root
    .command('diff')
    .description('put two earlier runs side by side: what changed in the configuration, then in the results')
    .argument('<A>', `a run's folder, its results.json, or its name in ${REPORTS}/`)
    .argument('<B>', 'the other')
    .action((a: string, b: string) => diffCommand(a, b, terminal));
  return root;
}

function complain(error: unknown): void {
  const complaint = complaintOf(error);
  if (!complaint) return;
  console.error(complaint.text);
  process.exitCode = complaint.exitCode;
}

process.once('SIGINT', () => {
  for (const stream of [process.stdout, process.stderr]) if (stream.isTTY) stream.write(SHOW_CURSOR);
  process.stderr.write('\nStopped. Nothing was written.\n');
  process.exit(INTERRUPTED);
});
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1)); // | head

await program().parseAsync().catch(complain);
