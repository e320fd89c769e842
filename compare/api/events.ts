import type { EpochRecord } from '../../src/run/history.ts';
import { stepsPerEpoch } from '../../src/run/run-plan.ts';
import type { CompareOptions } from '../run/told.ts';
import { propertiesIn } from './in-properties.ts';

/** What happens in a comparison, in the order in which it does; of networks that train side by side in no particular one. */
export type CompareEvent =
  /** A file is being read that takes its time: so many of its bytes are. */
  | { readonly kind: 'reading'; readonly path: string; readonly done: number; readonly of: number }
  /** All is decided, and nothing trained. */
  | {
      readonly kind: 'prepared';
      readonly data: string;
      readonly networks: readonly { readonly name: string; readonly description: string }[];
      readonly epochs: number;
      readonly stepsPerEpoch: number;
      readonly warnings: readonly string[];
    }
  /** So many steps are taken; told ten times a second at most. */
  | { readonly kind: 'step'; readonly network: string; readonly step: number }
  /** An epoch is over, with its losses and the task's metric. */
  | { readonly kind: 'epoch'; readonly network: string; readonly record: EpochRecord }
  /** A network has ended its training, diverged or not. */
  | { readonly kind: 'trained'; readonly network: string; readonly diverged: boolean }
  /** So many steps of the two are held against each other. */
  | { readonly kind: 'checked'; readonly pair: readonly [string, string]; readonly done: number; readonly of: number }
  /** All networks are trained with one seed more. */
  | { readonly kind: 'seed'; readonly seed: number; readonly done: number; readonly of: number }
  /** ... or at one width more. */
  | { readonly kind: 'width'; readonly done: number; readonly of: number }
  /** What a network of the reader's own printed. */
  | { readonly kind: 'output'; readonly network: string; readonly text: string }
  /** The run was stopped, or failed: what of it was kept, where, and what is missing, in sentences. */
  | { readonly kind: 'kept'; readonly says: string };

const STEP_MILLISECONDS = 100;

/** What a run tells, as events. */
export function toldAs(tell: (event: CompareEvent) => void): CompareOptions {
  const lastStep = new Map<string, number>();
  return {
    onReading: (path, done, of) => tell({ kind: 'reading', path, done, of }),
    onPrepared: ({ name, plan, backends, warnings }) =>
      tell({
        kind: 'prepared',
        data: name,
        networks: backends.map(({ name, description }) => ({ name, description })),
        epochs: plan.epochs,
        stepsPerEpoch: stepsPerEpoch(plan),
        warnings: warnings.map(propertiesIn),
      }),
    onStep(network, step) {
      const now = performance.now();
      if (now - (lastStep.get(network) ?? -Infinity) < STEP_MILLISECONDS) return;
      lastStep.set(network, now);
      tell({ kind: 'step', network, step });
    },
    onEpoch: (network, record) => tell({ kind: 'epoch', network, record }),
    onTraining: ({ history }) => tell({ kind: 'trained', network: history.network, diverged: history.state === 'diverged' }),
    onCheck: (pair, done, of) => tell({ kind: 'checked', pair, done, of }),
    onSeed: ({ seed }, done, of) => tell({ kind: 'seed', seed, done, of }),
    onSwept: (done, of) => tell({ kind: 'width', done, of }),
    onOutput: (network, text) => tell({ kind: 'output', network, text }),
  };
}
