import { run } from '../command-line.ts';
import { explainProgram } from './program.ts';

let kept = 'Nothing was written.';

await run(
  explainProgram(process, (told) => (kept = told)),
  process,
  () => kept,
);
