import { textOptions } from '../../show/terminal/text-options.ts';
import { wrap } from '../../show/words/wrap.ts';
import type { Terminal } from '../progress/show-run.ts';
import { examined, type Finding } from './examined.ts';

export interface DoctorArguments {
  readonly python?: string;
  readonly json: boolean;
}

/** Prints what is here: of each thing what it is, and of what is not there how it is had. */
export async function doctorCommand({ python, json }: DoctorArguments, terminal: Pick<Terminal, 'stream'>): Promise<void> {
  const findings = await examined(python);
  const { width } = textOptions(terminal.stream);
  terminal.stream.write(`${json ? JSON.stringify(findings, null, 1) : findings.map((finding) => line(finding, width)).join('\n')}\n`);
}

const NAME_WIDTH = 16;

function line({ name, state, says }: Finding, columns: number): string {
  const words = wrap(says, columns - NAME_WIDTH).split('\n');
  const mark = state === 'there' ? ' ' : '–';
  return words.map((part, i) => `${(i === 0 ? `${mark} ${name}` : '').padEnd(NAME_WIDTH)}${part}`).join('\n');
}
