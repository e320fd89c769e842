#!/usr/bin/env node
import type { Command } from 'commander';
import { calledAs } from '../../src/host/called-as.ts';
import { packageVersion } from '../../src/host/package-root.ts';
import { commandOf, helpEnding, run, terminalOf } from './command-line.ts';
import { compareCommand, reportCommand } from './commands.ts';
import { diagnoseProgram } from './diagnose/program.ts';
import { explainProgram } from './explain/program.ts';
import { diffCommand, historyCommand, REPORTS } from './history/commands.ts';
import { addRunOptions, runSpecFrom } from './options.ts';

const EXAMPLES = [[], ['--data digits', '--activation tanh', '--epochs 20'], ['--train iris.csv', '--label-column species', '--hidden none']];

let keep = () => 'Nothing was written.';
const terminal = terminalOf(process);

function program(): Command {
  const root = addRunOptions(commandOf('mlp-compare', process))
    .description(
      'Trains a hand-written multi-layer perceptron and the same model in TensorFlow.js on identical data, weights and ' +
        'order of rows, shows them side by side, and says whether, where and why they part.',
    )
    .usage('[options]')
    .enablePositionalOptions() // report has an --out of its own
    .version(packageVersion(), '-V, --version', "display this program's version")
    .addHelpText(
      'after',
      helpEnding(
        process,
        [],
        EXAMPLES.map((options) => calledAs('compare', options)),
      ),
    )
    .action(async (options: Record<string, unknown>) => {
      const spec = runSpecFrom(options);
      process.exitCode = await compareCommand(spec, terminalOf(process, { exact: spec.json }), (how) => (keep = how));
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
  return root.addCommand(diagnoseProgram(process)).addCommand(explainProgram(process, (told) => (keep = () => told)));
}

await run(program(), process, () => keep());
