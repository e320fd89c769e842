import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { Fault, quoted } from '../../src/fault.ts';
import type { Backend } from '../../src/network.ts';
import { Channel } from './channel.ts';
import { howItEnded, killChild, startChild, whyNotStarted, type Command } from './child.ts';
import { guard, type Author } from './guard.ts';
import { LastWords } from './last-words.ts';
import { lineCutter } from './lines.ts';
import type { PluginOptions } from './options.ts';
import { createRemote, predictingInChunks } from './remote-network.ts';
import type { Closable } from './thread.ts';
import { decodeLine, encodeLine } from './wire.ts';
import { oneLine, sentence, shownPath } from './wording.ts';

/** The version of PROTOCOL.md. */
const PROTOCOL = 1;

/** The longest answer that is taken. The logits of a chunk of rows or the weights of a large network are far below. */
const LONGEST_LINE = 256 * 1024 * 1024;

/** How long a process may take to end once its standard input has. */
const GRACE_MILLISECONDS = 1000;

/**
 * Networks made by a command that speaks PROTOCOL.md on standard input and output; one process for all of them.
 * @throws Fault if it cannot be started, or does not answer as the protocol asks
 */
export async function processBackend(command: Command, options: PluginOptions): Promise<Backend & Closable> {
  const { channel, close } = start(command, options);
  try {
    const hello = await channel.ask('hello', { protocol: PROTOCOL });
    let created = 0;
    return {
      name: command.name,
      description: describe(command, hello),
      async create(model, initial) {
        const { shown } = command;
        const author: Author = { file: shown, blame: (error, method) => new Fault(`${shown}: ${method}(): ${sentence(String(error))}`) };
        const network = await createRemote(channel, ++created, model, initial);
        return predictingInChunks(guard(network, model, author), model);
      },
      close,
    };
  } catch (fault) {
    await close();
    throw fault;
  }
}

function describe({ shown }: Command, hello: unknown): string {
  const told = typeof hello === 'object' && hello !== null && 'description' in hello ? hello.description : '';
  return typeof told === 'string' && told !== '' ? `${shown}, ${oneLine(told)}` : shown;
}

interface Started {
  readonly channel: Channel;
  close(): Promise<void>;
}

function start(command: Command, options: PluginOptions): Started {
  const { program, shown } = command;
  const child = startChild(command, options.cwd);
  const channel = new Channel(
    { send: (request) => void child.stdin.write(encodeLine(request)), kill: () => killChild(child) },
    { shown, timeoutSeconds: options.timeoutSeconds },
  );
  const lastWords = new LastWords();
  const end = (reason: string) => {
    channel.end(new Fault(`${shown}: ${reason}`));
    killChild(child);
  };
  child.stderr.on('data', (text: Buffer) => {
    lastWords.add(text.toString());
    options.onOutput?.(text.toString());
  });
  child.stdout.on('data', lineCutter(
    LONGEST_LINE,
    (line) => takeLine(line, channel, options.cwd, end),
    () => end('it wrote a line of more than 256 MB to standard output.'),
  ));
  const gone = new Promise<void>((resolve) => {
    child.once('error', (error) => {
      channel.end(new Fault(whyNotStarted(error, command)));
      if (child.pid === undefined) resolve();
    });
    child.once('close', (code, signal) => {
      const silent = code === 0 && channel.doing === 'during hello()';
      const hint = silent ? ' Does it speak the protocol? In Python, end it with serve(…).' : '';
      const words = lastWords.quote(program, options.cwd);
      channel.end(new Fault(`${shown}: ${howItEnded(code, signal)} ${channel.doing}${words}.${hint}`));
      resolve();
    });
  });
  return { channel, close: () => close(child, channel, gone, shown) };
}

/** Asks it to end by ending its input; insists after a second. */
async function close(
  child: ChildProcessWithoutNullStreams, channel: Channel, gone: Promise<void>, shown: string,
): Promise<void> {
  channel.end(new Fault(`${shown}: it was closed.`));
  child.stdin.end();
  const timer = setTimeout(() => killChild(child), GRACE_MILLISECONDS);
  await gone;
  clearTimeout(timer);
}

/** One line of standard output is one answer; anything else is somebody's print(). */
function takeLine(line: string, channel: Channel, cwd: string, end: (reason: string) => void): void {
  let answer: unknown;
  try {
    answer = decodeLine(line);
  } catch (error) {
    if (error instanceof Fault) return end(`it answered ${channel.doing.replace('during ', '')} wrongly: ${error.message}.`);
  }
  const { id, result, error } = (typeof answer === 'object' && answer !== null ? answer : {}) as Partial<Record<string, unknown>>;
  const settled = channel.settle(id, error === undefined ? { result } : { fault: faultOf(error, cwd) });
  if (!settled && !channel.ended) {
    end(`it wrote ${quoted(line)} to standard output, which belongs to the protocol. Print to standard error instead; ` +
        'in Python, import mlp_compare before anything prints, and print() goes there by itself.');
  }
}

/** An error that the other side reports: { message, file?, line? }. */
function faultOf(error: unknown, cwd: string): Fault {
  const report: Partial<Record<string, unknown>> = typeof error === 'object' && error !== null ? error : { message: error };
  const { message, file, line } = report;
  const place = typeof file === 'string' ? `${shownPath(file, cwd)}${typeof line === 'number' ? `:${line}` : ''}: ` : '';
  return new Fault(place + sentence(String(message)));
}
