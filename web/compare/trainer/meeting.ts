import { type InsideParts, insideOf } from '../../../compare/inside/inside.ts';
import { type Pair, reanchor } from '../../../compare/parity/re-anchor.ts';
import { referenceOf } from '../../../compare/parity/reference.ts';
import { snapshotOf } from '../../../compare/training/snapshot.ts';
import type { Backend, Network } from '../../../src/model/network.ts';
import { gridOf, isPlanar } from '../../../src/run/grid.ts';
import { batchAt } from '../../../src/run/run-plan.ts';
import type { Pace } from './pace.ts';
import type { Told } from './protocol.ts';
import { Seldom } from './seldom.ts';

interface Parts extends Pick<InsideParts, 'plan' | 'parts' | 'image'> {
  /** The networks' names, the baseline first. */
  readonly names: readonly string[];
  /** Two networks beside those that train, to be set to any weights. */
  readonly pair: Pair;
}

/** What is told of networks in training, wherever all of them stand before the same step. */
export class Meeting {
  readonly #parts: Parts;
  readonly #tell: (told: Told) => void;
  readonly #networks = new Map<string, Network>();
  readonly #seldom = new Seldom();

  constructor(parts: Parts, tell: (told: Told) => void) {
    this.#parts = parts;
    this.#tell = tell;
  }

  /** The backend, whose networks are looked at from now on. */
  watched(backend: Backend): Backend {
    const create: Backend['create'] = async (...of) => {
      const network = await backend.create(...of);
      this.#networks.set(backend.name, network);
      return network;
    };
    return { ...backend, create };
  }

  /** Its network has come to its end. */
  forget(name: string): void {
    this.#networks.delete(name);
  }

  /** Everything while the run is paused, since then nothing is slowed down. */
  async before(step: number, pace: Pace): Promise<void> {
    const { epoch } = batchAt(this.#parts.plan, step);
    if (pace.isPaused) this.#tell({ kind: 'standing', step, epoch });
    if (!pace.isPaused && !this.#seldom.isDue()) return;
    await this.#seldom.take(async () => {
      await this.#look();
      await this.#check(step);
    });
  }

  /** The same check as at the end, from where the first network stands. */
  async #check(step: number): Promise<void> {
    const { plan, pair } = this.#parts;
    const [baseline, other] = this.#inOrder();
    if (!baseline || !other) return;
    const snapshot = await snapshotOf(baseline.network);
    this.#tell({ kind: 'parity', check: await reanchor(plan, pair, snapshot, referenceOf(plan, step, snapshot)) });
  }

  async #look(): Promise<void> {
    const { plan, image } = this.#parts;
    if (!image && !isPlanar(plan)) return;
    const trainings = await Promise.all(
      this.#inOrder().map(async ({ name, network }) => ({
        history: { network: name },
        weights: (await snapshotOf(network)).weights,
        ...(isPlanar(plan) && { surface: await network.predict(gridOf(plan)) }),
      })),
    );
    this.#tell({ kind: 'inside', inside: insideOf({ ...this.#parts, trainings }) });
  }

  /** Those that still train: whichever was made first. */
  #inOrder(): { readonly name: string; readonly network: Network }[] {
    return this.#parts.names.flatMap((name) => {
      const network = this.#networks.get(name);
      return network ? [{ name, network }] : [];
    });
  }
}
