import { run } from '../command-line.ts';
import { explainProgram } from './program.ts';

let kept = 'Nothing was written.';
const stopping = new AbortController();

await run(
  explainProgram(process, (told) => (kept = told), stopping.signal),
  process,
  () => kept,
  stopping,
);
