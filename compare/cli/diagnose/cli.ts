import { run } from '../command-line.ts';
import { diagnoseProgram } from './program.ts';

await run(diagnoseProgram(process), process);
