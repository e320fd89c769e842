import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { Fault } from '../../src/fault.ts';
import { type Answering, answering, type Question } from './answering.ts';
import { loadMaker, type ModuleFile } from './load-module.ts';

/** What the thread sends: the result of question `id`, or the message of a Fault; or a piece of what the network prints. */
export interface Answer {
  readonly id: number;
  readonly result?: unknown;
  readonly message?: string;
  readonly output?: string;
}

/** The thread in which a reader's module runs: answers the questions of its channel, one after the other. */
function serve(port: MessagePort, file: ModuleFile): void {
  let loaded: Answering | undefined;

  async function answer(question: Question): Promise<unknown> {
    if (question.method !== 'load') return (loaded as Answering).answer(question);
    loaded = answering(await loadMaker(file), file);
    return loaded.found;
  }

  let last: Promise<void> = Promise.resolve();
  port.on('message', (question: Question) => {
    last = last.then(async () => {
      try {
        port.postMessage({ id: question.id, result: await answer(question) });
      } catch (error) {
        const message = error instanceof Fault ? error.message : `${file.shown}: ${String(error)}`;
        port.postMessage({ id: question.id, message });
      }
    });
  });
}

/** Prints go to whoever asked for them, never to the terminal in the midst of a table. */
function redirectOutput(port: MessagePort): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.write = (text: string | Uint8Array, ...rest: unknown[]) => {
      port.postMessage({ output: typeof text === 'string' ? text : Buffer.from(text).toString() });
      const written = rest.find((argument) => typeof argument === 'function') as (() => void) | undefined;
      written?.();
      return true;
    };
  }
}

redirectOutput(parentPort as MessagePort);
serve(parentPort as MessagePort, workerData as ModuleFile);
