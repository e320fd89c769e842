import { diagnoseBrought } from '../../../compare/diagnose/diagnose-brought.ts';
import { Fault } from '../../../src/fault.ts';
import type { Program } from '../program.ts';
import { compiled } from './compiled.ts';
import type { Outcome } from './outcome.ts';
import { type PastedBackend, pastedBackend } from './pasted-backend.ts';
import { told } from './told.ts';

/** What the page asks for, with the port of a sandbox. */
export interface Request {
  readonly id: number;
  readonly program: Program;
}

/** What it is told: what came of it, or that the sandbox is to be ended. */
export type Reply = { readonly id: number } & ({ readonly outcome: Outcome } | { readonly kill: true });

/** The model that is probed where nothing is said, as on the command line. */
const USUAL = { inputs: '5', hidden: '6,6', classes: '3' };

/** The page's own worker, in which everything is decided: it never runs what was pasted. */
self.addEventListener('message', async ({ data, ports: [port] }: MessageEvent<Request>) => {
  const { id, program } = data;
  const reply = (said: { outcome: Outcome } | { kill: true }) => self.postMessage({ id, ...said } satisfies Reply);
  if (port) reply({ outcome: await outcomeOf(program, port, () => reply({ kill: true })) });
});

async function outcomeOf({ source, options }: Program, port: MessagePort, kill: () => void): Promise<Outcome> {
  let backend: PastedBackend | undefined;
  try {
    backend = await pastedBackend(compiled(source), port, kill);
    return told(await diagnoseBrought(backend, { ...USUAL, ...options }, new Set(Object.keys(options))), backend.printed());
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { kind: 'refused', message: error.message, printed: backend?.printed() ?? '' };
  }
}
