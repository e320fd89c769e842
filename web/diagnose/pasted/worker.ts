import { type Answering, answering, type Question } from '../../../compare/networks/answering.ts';
import { blameLoading } from '../../../compare/networks/blame.ts';
import { makerIn } from '../../../compare/networks/maker-in.ts';
import { Fault } from '../../../src/fault.ts';
import { type Pasted, SHOWN } from '../program.ts';
import { evaluated } from './evaluated.ts';
import { printTo } from './printing.ts';

/** The worker in the sandbox, in which a pasted program runs: answers the questions of its port, one after the other. */
function serve(port: MessagePort): void {
  let loaded: Answering | undefined;

  async function answer(question: Question & Partial<Pasted>): Promise<unknown> {
    if (question.method !== 'load') return (loaded as Answering).answer(question);
    const file = { shown: SHOWN, cwd: '/', definitions: question.definitions };
    loaded = answering(await makerIn(await loading(question.code ?? ''), file), file);
    return loaded.found;
  }

  let last: Promise<void> = Promise.resolve();
  port.onmessage = ({ data: question }: MessageEvent<Question>) => {
    last = last.then(async () => {
      try {
        port.postMessage({ id: question.id, result: await answer(question) });
      } catch (error) {
        port.postMessage({ id: question.id, message: error instanceof Fault ? error.message : `${SHOWN}: ${String(error)}` });
      }
    });
  };
}

async function loading(code: string): Promise<Record<string, unknown>> {
  try {
    return await evaluated(code);
  } catch (error) {
    throw error instanceof Fault ? error : blameLoading(error, SHOWN, '/');
  }
}

// the port is handed over once, before anything that was pasted is here
self.addEventListener('message', ({ ports: [port] }) => {
  if (!port) return;
  printTo((output) => port.postMessage({ output }));
  serve(port);
}, { once: true }); // biome-ignore format: one handler
