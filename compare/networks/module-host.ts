import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { Fault } from '../../src/fault.ts';
import { type Answering, answering, type Question } from './answering.ts';
import { loadMaker, type ModuleFile } from './load-module.ts';
import { decodeLine, encodeLine } from './wire.ts';

/** Numbers of a loss that JSON has no word for. */
const isWord = (key: string, value: unknown) => key === 'loss' && typeof value === 'number' && !Number.isFinite(value);

/**
 * A reader's module in a process of its own, where a thread is not apart enough: answers PROTOCOL.md on standard input and output.
 * What the module prints goes to standard error.
 */
async function serve(file: ModuleFile): Promise<void> {
  const write = process.stdout.write.bind(process.stdout);
  process.stdout.write = process.stderr.write.bind(process.stderr) as typeof process.stdout.write;
  let loaded: Answering | undefined;
  for await (const line of createInterface({ input: process.stdin })) {
    const question = asAsked(decodeLine(line) as Question);
    try {
      if (question.method === 'hello') loaded = answering(await loadMaker(file), file);
      const result = question.method === 'hello' ? greeting(loaded) : await loaded?.answer(question);
      write(encodeLine({ id: question.id, result: speakable(result) ?? null }));
    } catch (error) {
      write(encodeLine({ id: question.id, error: reported(error instanceof Fault ? error.message : String(error), file.shown) }));
    }
  }
}

/** Labels come as plain numbers. */
function asAsked(question: Question): Question {
  return Array.isArray(question.y) ? { ...question, y: Uint32Array.from(question.y as number[]) } : question;
}

function greeting(loaded: Answering | undefined): unknown {
  const found = loaded?.found;
  const about = found && { about: { says: found.says, model: found.model, sure: found.isSure } };
  return { protocol: 2, description: `Node ${process.versions.node}`, ...about };
}

function speakable(result: unknown): unknown {
  if (typeof result !== 'object' || result === null || !('loss' in result)) return result;
  return isWord('loss', result.loss) ? { ...result, loss: String(result.loss) } : result;
}

/** The place apart from the message, as the protocol has it: 'mine.ts:17:5: step() threw …' */
function reported(message: string, shown: string): { readonly message: string; readonly file?: string; readonly line?: number } {
  const placed = /^([^\s:]+\.\w+):(\d+)(?::\d+)?: ([^]*)$/.exec(message);
  if (placed) return { message: placed[3] ?? '', file: placed[1] ?? shown, line: Number(placed[2]) };
  return { message: message.startsWith(`${shown}: `) ? message.slice(shown.length + 2) : message };
}

await serve(JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as ModuleFile);
