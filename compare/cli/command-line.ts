import { Command, Help } from 'commander';
import { Fault } from '../../src/fault.ts';
import { SHOW_CURSOR } from '../../src/host/cursor.ts';
import { isOutOfMemory } from '../../src/host/out-of-memory.ts';
import { Stopped } from '../../src/host/stopped.ts';
import { textOptions } from '../show/terminal/text-options.ts';
import { wrap } from '../show/words/wrap.ts';
import { inAscii, speaksUtf8 } from './ascii.ts';
import { brokenAt, complaintOf } from './complaint.ts';
import { EXIT } from './exit-codes.ts';
import { isLively } from './progress/progress.ts';
import type { RunTerminal } from './progress/show-run.ts';

/** What a command line needs of the process that it runs in. */
export type Host = Pick<NodeJS.Process, 'argv' | 'env' | 'stdout' | 'stderr' | 'on' | 'once' | 'exit' | 'exitCode'>;

/** Signals that ask a program to end; the exit code is 128 and the signal's number, as a shell has it. */
const SIGNALS = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 } as const;

/** Columns that the description of an option needs at least to stand beside it; where there are fewer it stands beneath. */
const LEAST_DESCRIPTION = 30;
const BENEATH = 6;

/** A command whose mistakes are thrown, to be told as all others are. */
export function commandOf(name: string, host: Host): Command {
  const { stream } = terminalOf(host);
  const { width } = textOptions(stream);
  return new Command(name)
    .exitOverride()
    .configureOutput({ writeErr: () => {}, writeOut: (text) => void stream.write(text), getOutHelpWidth: () => width })
    .configureHelp({ minWidthToWrap: LEAST_DESCRIPTION, formatItem, commandUsage: (command) => usageOf(command, width) })
    .showSuggestionAfterError()
    .allowExcessArguments(false);
}

/** As commander lays it out, where there is room for that. */
function formatItem(term: string, termWidth: number, description: string, helper: Help): string {
  const width = helper.helpWidth ?? 80;
  if (width - termWidth - 4 >= LEAST_DESCRIPTION || !description) return Help.prototype.formatItem.call(helper, term, termWidth, description, helper);
  const indent = ' '.repeat(BENEATH);
  return `  ${term}\n${indent}${helper.boxWrap(description, width - BENEATH).replaceAll('\n', `\n${indent}`)}`;
}

/** As commander words it, which breaks every line but this. */
function usageOf(command: Command, width: number): string {
  const before = 'Usage: '.length;
  return wrap(new Help().commandUsage(command), width - before).replaceAll('\n', `\n${' '.repeat(before)}`);
}

/** What stands beneath the options in a command's help: sentences as wide as the terminal, and examples, each to be pasted. */
export function helpEnding(host: Host, sentences: readonly string[], examples: readonly string[]): string {
  const { width } = textOptions(terminalOf(host).stream);
  const shown = examples.map((example) => `  ${pasted(example, width - 2)}`);
  return ['', ...sentences.flatMap((sentence) => [wrap(sentence, width), '']), 'Examples:', ...shown, ''].join('\n');
}

/** A command that is too long for a line, on several that a shell takes for one: broken before an option, or where its output goes. */
function pasted(command: string, width: number): string {
  const lines: string[] = [];
  for (const piece of command.split(/ (?=--\w|> )/)) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + piece.length + ' \\'.length < width) lines[lines.length - 1] = `${line} ${piece}`;
    else lines.push(lines.length === 0 ? piece : `    ${piece}`);
  }
  return lines.join(' \\\n  ');
}

/** Where a command shows itself; where the locale asks for ASCII in that, unless its output is to be exact, as JSON is. */
export function terminalOf({ stdout, stderr, env }: Host, { exact = false } = {}): RunTerminal {
  const dressed = (stream: NodeJS.WriteStream) => (speaksUtf8(env) ? stream : inAscii(stream));
  const stream = exact ? stdout : dressed(stdout);
  return { stream, errors: dressed(stderr), print: (text) => void stream.write(`${text}\n`) };
}

/**
 * Runs a command line to its end, whatever that is: done, a mistake in what was given, a signal, a reader that goes away.
 * @param kept keeps what a run that is stopped now has finished, and says in a sentence what it leaves behind
 * @param stopping is aborted then
 */
export async function run(
  program: Command,
  host: Host,
  kept: () => string = () => 'Nothing was written.',
  stopping: AbortController = new AbortController(),
): Promise<void> {
  const { errors } = terminalOf(host);
  const showCursor = () => [host.stdout, host.stderr].filter(isLively).forEach((stream) => stream.write(SHOW_CURSOR));
  const complain = (error: unknown) => {
    const complaint = complaintOf(isOutOfMemory(error) && !(error instanceof Fault) ? tooLarge(error) : error);
    const isWhole = !errors.isTTY || complaint?.exitCode === EXIT.ownFault; // in a log a line each, and stacks as they are
    if (complaint) errors.write(`${isWhole ? complaint.text : brokenAt(complaint.text, textOptions(errors).width)}\n`);
    return complaint?.exitCode;
  };
  for (const signal of ['SIGHUP', 'SIGINT', 'SIGTERM'] as const) {
    host.on(signal, () => {
      // not once: another, as npm hands on what a terminal sent already, would kill it while it keeps what it has
      showCursor();
      const stopped = new Stopped();
      stopping.abort(stopped);
      errors.write(`\nStopped. ${kept()}\n`);
      const leave = () => host.exit(128 + SIGNALS[signal]);
      if (stopped.farewells) stopped.farewells.then(leave);
      else leave();
    });
  }
  for (const stream of [host.stdout, host.stderr]) {
    stream.on('error', ({ code, message }: NodeJS.ErrnoException) => {
      if (code === 'EPIPE') host.exit(EXIT.done); // `| head` has read all that it wanted
      if (stream === host.stdout) errors.write(`The output cannot be written (${code ?? message}).\n`);
      host.exit(EXIT.ownFault);
    });
  }
  host.once('uncaughtException', (error: unknown) => {
    showCursor();
    host.exit(complain(error));
  });
  await program.parseAsync(host.argv).catch((error: unknown) => {
    if (error instanceof Stopped) return; // it has been told
    const exitCode = complain(error);
    if (exitCode !== undefined) host.exitCode = exitCode;
  });
}

function tooLarge(error: unknown): Fault {
  return new Fault(
    `Out of memory (${(error as Error).message.replace(/\.$/, '')}). A narrower model, smaller batches, fewer rows or fewer networks at a time need less.`,
  );
}
