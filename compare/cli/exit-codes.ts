import { wrap } from '../show/words/wrap.ts';

/** How a command ends, as a shell sees it: the one list of exit codes. */
export const EXIT = { done: 0, notSo: 1, usage: 2, ownFault: 3 } as const;

/** What each means; a signal's is 128 and its number, as a shell has it. */
export const EXIT_CODES: readonly (readonly [code: string, says: string])[] = [
  [`${EXIT.done}`, 'done, and all that was asserted holds'],
  [`${EXIT.notSo}`, 'not so: networks differ under --assert-parity, a result fell under --baseline, a diagnosis found a mistake or could not end'],
  [`${EXIT.usage}`, 'something that was given cannot be used: an option, a file, a network'],
  [`${EXIT.ownFault}`, "the program's own fault, or its output could not be written"],
  ['129, 130, 143', 'stopped by SIGHUP, SIGINT (Ctrl-C) or SIGTERM; what had finished is kept'],
];

/** The list beneath a command's help. */
export function exitCodesText(width: number): string {
  const column = Math.max(...EXIT_CODES.map(([code]) => code.length));
  const lines = EXIT_CODES.map(([code, says]) => {
    const told = wrap(says, width - column - 4).replaceAll('\n', `\n${' '.repeat(column + 4)}`);
    return `  ${code.padEnd(column)}  ${told}`;
  });
  return ['Exit codes:', ...lines].join('\n');
}
