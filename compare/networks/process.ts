import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { Fault } from '../../src/fault.ts';
import { memoryOf } from '../../src/host/memory-of.ts';
import type { Backend } from '../../src/model/network.ts';
import { Channel } from './channel.ts';
import { type Command, howItEnded, killChild, startChild, whyNotStarted } from './child.ts';
import { type Author, guard } from './guard.ts';
import { LastWords } from './last-words.ts';
import { lineCutter } from './lines.ts';
import type { Ended, PluginOptions } from './options.ts';
import { greet } from './protocol.ts';
import { createRemote, predictingInChunks } from './remote-network.ts';
import { takeLine } from './take-line.ts';
import type { Closable } from './thread.ts';
import { encodeLine } from './wire.ts';
import { sentence } from './wording.ts';

/** The longest answer that is taken, where nothing else is said. The logits of a chunk of rows or the weights of a large network are far below. */
const LONGEST_LINE = 256 * 1024 * 1024;

/** Milliseconds between two looks at its memory. */
const LOOKS_EVERY = 250;

/** How long a process may take to end once its standard input has. */
const GRACE_MILLISECONDS = 1000;

/**
 * Networks made by a command that speaks PROTOCOL.md on standard input and output; one process for all of them.
 * @throws Fault if it cannot be started, or does not answer as the protocol asks
 */
export async function processBackend(command: Command, options: PluginOptions): Promise<Backend & Closable> {
  const { channel, close } = start(command, options);
  try {
    const { ask, description, found } = await greet(channel, command.shown);
    let created = 0;
    return {
      name: command.name,
      ...(found && { found }),
      description: [
        `${command.shown} (your ${command.isFile ? 'file' : 'command'}, in a process of its own)`,
        ...(description === '' ? [] : [description]),
      ].join(', '),
      async create(model, training, initial) {
        const { shown } = command;
        const author: Author = { file: shown, blame: (error, method) => new Fault(`${shown}: ${method}(): ${sentence(String(error))}`) };
        const task = { model, training };
        return predictingInChunks(guard(await createRemote(ask, ++created, task, initial), task, author), model);
      },
      close,
    };
  } catch (fault) {
    await close();
    throw fault;
  }
}

interface Started {
  readonly channel: Channel;
  close(): Promise<void>;
}

function start(command: Command, options: PluginOptions): Started {
  const { program, shown } = command;
  const { line: longest = LONGEST_LINE, printed: mostPrinted = Number.POSITIVE_INFINITY } = options.most ?? {};
  const child = startChild(command, options.cwd);
  const ended = once((how: Ended) => options.onEnded?.(how));
  const kill = () => {
    ended('timed out');
    killChild(child);
  };
  const channel = new Channel({ send: (request) => void child.stdin.write(encodeLine(request)), kill }, { shown, timeoutSeconds: options.timeoutSeconds });
  const lastWords = new LastWords();
  const end = (reason: string, how: Ended) => {
    ended(how);
    channel.end(new Fault(`${shown}: ${reason}`));
    killChild(child);
  };
  const unwatch = watched(child.pid, options.most?.memory, (most) => end(`its processes took more than ${inMegabytes(most)} of memory together.`, 'flooded'));
  let printed = 0;
  child.stderr.on('data', (text: Buffer) => {
    printed += text.length;
    if (printed > mostPrinted) return channel.ended ? undefined : end(`it printed more than ${inMegabytes(mostPrinted)}.`, 'flooded');
    lastWords.add(text.toString());
    options.onOutput?.(text.toString());
  });
  const onLine = (line: string) => takeLine(line, channel, { shown, cwd: options.cwd }, (reason) => end(reason, 'spoke out of turn'));
  const onLong = () => end(`it wrote a line of more than ${inMegabytes(longest)} to standard output.`, 'flooded');
  child.stdout.on('data', lineCutter(longest, onLine, onLong));
  const gone = new Promise<void>((resolve) => {
    child.once('error', (error) => {
      channel.end(new Fault(whyNotStarted(error, command)));
      if (child.pid === undefined) resolve();
    });
    child.once('close', (code, signal) => {
      unwatch();
      if (!channel.ended) ended('crashed');
      const silent = code === 0 && channel.doing === 'during hello()';
      const hint = silent ? ' Does it speak the protocol? In Python, end it with serve(…).' : '';
      const words = lastWords.quote(options.cwd);
      channel.end(new Fault(`${shown}: ${howItEnded(code, signal)} ${channel.doing}${words}.${hint}${lastWords.remedy(program, options.cwd)}`));
      resolve();
    });
  });
  const closed = async () => {
    options.signal?.removeEventListener('abort', closed);
    await close(child, channel, gone, shown);
  };
  options.signal?.addEventListener('abort', closed);
  return { channel, close: closed };
}

/** Looks how much memory it has every so often, where that is bounded. @returns what ends it */
function watched(pid: number | undefined, most: number | undefined, onMore: (most: number) => void): () => void {
  if (pid === undefined || most === undefined) return () => {};
  const timer = setInterval(() => memoryOf(pid) > most && onMore(most), LOOKS_EVERY).unref();
  return () => clearInterval(timer);
}

function inMegabytes(bytes: number): string {
  return `${bytes / 1024 / 1024} MB`;
}

/** Tells what comes first alone. */
function once<T>(tell: (value: T) => void): (value: T) => void {
  let told = false;
  return (value) => {
    if (!told) tell(value);
    told = true;
  };
}

/** Asks it to end by ending its input; insists after a second. */
async function close(child: ChildProcessWithoutNullStreams, channel: Channel, gone: Promise<void>, shown: string): Promise<void> {
  channel.end(new Fault(`${shown}: it was closed.`));
  child.stdin.end();
  // a timer that goes on: nothing else keeps Node waiting for a process that is slow to go
  const timer = setInterval(() => {
    killChild(child);
    for (const stream of [child.stdout, child.stderr]) stream.destroy(); // whoever may still hold its other end
  }, GRACE_MILLISECONDS);
  await gone;
  clearInterval(timer);
}
