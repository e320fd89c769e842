#!/usr/bin/env node
import { statfsSync } from 'node:fs';
import { Command } from 'commander';
import { calledAs } from '../../src/host/called-as.ts';
import { packageRoot } from '../../src/host/package-root.ts';
import { type MainOptions, main } from './main.ts';
import { knownToWork } from './wheel.ts';

const options = new Command(calledAs('native', ['']).trimEnd())
  .description(
    "Obtains native TensorFlow for @tensorflow/tfjs-node: by the package's own installer or, where that fails, by building its binding against the libraries of the Python wheel tensorflow-cpu.",
  )
  .option('--remove', 'remove what this command installed')
  .option('--wheel <file>', 'a tensorflow-cpu wheel already at hand, instead of downloading one')
  .option('--tensorflow <range>', `the versions of tensorflow-cpu that pip may choose from (default: "${knownToWork}")`)
  .option('--verbose', 'show all that npm, pip, the compiler and TensorFlow say')
  .parse()
  .opts<MainOptions>();

const interruption = new AbortController();
let stopped: number | undefined;
for (const [signal, number] of [
  ['SIGHUP', 1],
  ['SIGINT', 2],
  ['SIGTERM', 15],
] as const) {
  process.on(signal, () => {
    stopped ??= 128 + number;
    interruption.abort();
  });
}

const exitCode = await main(options, {
  root: packageRoot(),
  env: process.env,
  signal: interruption.signal,
  freeBytes: (folder) => {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  },
  output: process.stdout,
  errors: process.stderr,
});
process.exitCode = interruption.signal.aborted && exitCode !== 0 ? stopped : exitCode;
