import { lazyText, lazyWorker } from '../shared/lazy.ts';
import type { Outcome } from './examiner/outcome.ts';
import type { Reply } from './examiner/worker.ts';
import { type Program, SHOWN } from './program.ts';
import { openSandbox } from './sandbox.ts';

/** How long all of a diagnosis may take; any one answer is given less. */
const LIMIT_SECONDS = 30;

/** Diagnoses one program at a time; another ends the one before. */
export class Runner {
  #examiner: Promise<Worker> | undefined;
  #lastId = 0;
  #end: (() => void) | undefined;

  /** Loads what a diagnosis needs. */
  prepare(): void {
    this.#examiner ??= lazyWorker('examiner');
    this.#examiner.catch(() => (this.#examiner = undefined));
    lazyText('pasted').catch(() => undefined); // whoever needs it is told
  }

  /** @returns what came of it; undefined where another was begun meanwhile */
  async run(program: Program): Promise<Outcome | undefined> {
    this.#end?.();
    this.prepare();
    const id = ++this.#lastId;
    const [examiner, pasted] = await Promise.all([this.#examiner as Promise<Worker>, lazyText('pasted')]);
    if (id !== this.#lastId) return undefined;
    return new Promise((resolve) => {
      const sandbox = openSandbox(pasted);
      const settle = (outcome: Outcome | undefined) => {
        clearTimeout(timer);
        sandbox.close();
        examiner.removeEventListener('message', listen);
        this.#end = undefined;
        resolve(outcome);
      };
      const restart = (outcome: Outcome | undefined) => {
        examiner.terminate(); // it may be waiting, or in the midst of a long search
        this.#examiner = undefined;
        this.prepare();
        settle(outcome);
      };
      const listen = ({ data }: MessageEvent<Reply>) => {
        if (data.id !== id) return;
        if ('kill' in data) sandbox.close();
        else settle(data.outcome);
      };
      const timer = setTimeout(() => restart(tooLong()), LIMIT_SECONDS * 1000);
      this.#end = () => restart(undefined);
      examiner.addEventListener('message', listen);
      examiner.addEventListener('error', ({ message }) => restart({ kind: 'refused', message: `A fault of this page's own: ${message}`, printed: '' }), {
        once: true,
      });
      examiner.postMessage({ id, program }, [sandbox.port]);
    });
  }
}

function tooLong(): Outcome {
  return { kind: 'refused', message: `${SHOWN}: it was not diagnosed within ${LIMIT_SECONDS} s, and was ended. A narrower model is faster.`, printed: '' };
}
