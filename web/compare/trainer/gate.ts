import type { Backend } from '../../../src/model/network.ts';
import { replacing } from '../../../src/model/replacing.ts';

/** Holds up every step of networks while it is shut. */
export class Gate {
  #opened: (() => void) | undefined;
  #open: Promise<void> | undefined; // undefined: it is

  shut(): void {
    this.#open ??= new Promise((resolve) => {
      this.#opened = resolve;
    });
  }

  open(): void {
    this.#opened?.();
    this.#open = undefined;
  }

  /** Networks whose steps wait until it is open. */
  before(backend: Backend): Backend {
    return {
      ...backend,
      create: async (model, training, initial) => {
        const network = await backend.create(model, training, initial);
        return replacing(network, {
          step: async (...batch: Parameters<typeof network.step>) => {
            while (this.#open) await this.#open;
            return network.step(...batch);
          },
        });
      },
    };
  }
}
