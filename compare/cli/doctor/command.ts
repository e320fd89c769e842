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
  terminal.stream.write(`${json ? JSON.stringify(findings, null, 1) : text(findings, width)}\n`);
}

/** A line for each, its name before it; a dash before what is not there. */
function text(findings: readonly Finding[], columns: number): string {
  const indent = 2 + Math.max(...findings.map(({ name }) => name.length)) + 2;
  return findings
    .map(({ name, state, says }) => {
      const words = wrap(says, columns - indent).split('\n');
      const mark = state === 'there' ? ' ' : '–';
      return words.map((part, i) => `${(i === 0 ? `${mark} ${name}` : '').padEnd(indent)}${part}`).join('\n');
    })
    .join('\n');
}
