#!/usr/bin/env node
import { run } from './command-line.ts';
import { compareProgram } from './program.ts';

let keep = () => 'Nothing was written.';
const stopping = new AbortController();

await run(
  compareProgram(process, (how) => (keep = how), stopping.signal),
  process,
  () => keep(),
  stopping,
);
