import { inspect } from 'node:util';
import { CommanderError } from 'commander';
import { escaped, Fault } from '../../src/fault.ts';
import { calledAs } from '../../src/host/called-as.ts';
import { wrap } from '../show/words/wrap.ts';
import { EXIT } from './exit-codes.ts';

const EXAMPLE = calledAs('compare', ['--data digits']);

export interface Complaint {
  readonly text: string;
  readonly exitCode: number;
}

/** What ends a complaint, to be pasted. */
const COMMAND = /(?:npm run|npx mlp-compare) \S.*$/;

/** A complaint on a terminal: broken between words, but for a command, and for lines that are laid out already. */
export function brokenAt(text: string, width: number): string {
  return text
    .split('\n')
    .map((line) => {
      const [command = ''] = COMMAND.exec(line) ?? [];
      if (line.startsWith(' ')) return line;
      return command.length > width ? `${wrap(line.slice(0, -command.length).trimEnd(), width)}\n${command}` : wrap(line, width);
    })
    .join('\n');
}

/** One line for a mistake of the user's; anything else is a mistake of ours, and its stack helps. Nothing where --help was asked for. */
export function complaintOf(error: unknown): Complaint | undefined {
  if (error instanceof Fault) return { text: error.message, exitCode: EXIT.usage };
  if (!(error instanceof CommanderError)) return { text: inspect(error), exitCode: EXIT.ownFault };
  if (error.exitCode === 0) return undefined;
  const sentence = error.message
    .replace(/^error: /, '')
    .replace(/\s*\n\s*/g, ' ')
    .replace(/\.+$/, '');
  const hint =
    error.code === 'commander.excessArguments' && !sentence.includes(' for ') && EXAMPLE.startsWith('npm ')
      ? ` With npm, a -- stands before the options: ${EXAMPLE}`
      : ''; // last, to be pasted
  return { text: `${escaped(sentence)}. See --help.${hint}`, exitCode: EXIT.usage };
}
