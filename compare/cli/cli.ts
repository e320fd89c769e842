#!/usr/bin/env node
import { run } from './command-line.ts';
import { compareProgram } from './program.ts';

let keep = () => 'Nothing was written.';

await run(
  compareProgram(process, (how) => (keep = how)),
  process,
  () => keep(),
);
