import type { EpochRecord } from '../../src/run/history.ts';
import { element } from '../shared/element.ts';
import { insidePictures } from './inside.ts';
import { LiveParity } from './parity.ts';
import { curves } from './shown.ts';
import type { Told } from './trainer/protocol.ts';

type Prepared = Extract<Told, { kind: 'prepared' }>;

/** A run as it is shown while it goes on, no more often than the screen is drawn. */
export class Followed {
  readonly #records: ReadonlyMap<string, EpochRecord[]>;
  readonly #prepared: Prepared;
  readonly #parity: LiveParity;
  readonly #curves = element('div', {});
  readonly #inside = element('div', {});
  readonly says: HTMLElement;
  #isWaiting = false;

  constructor(prepared: Prepared) {
    this.#prepared = prepared;
    this.#records = new Map(prepared.networks.map((name) => [name, []]));
    this.#parity = new LiveParity(prepared.networks);
    this.says = element(
      'div',
      {},
      element('p', { class: 'muted' }, prepared.says),
      ...prepared.warnings.map((text) => element('p', { class: 'notice' }, text)),
    );
    this.#draw();
  }

  get shown(): HTMLElement[] {
    return [this.says, this.#curves, this.#inside, this.#parity.shown];
  }

  /** @returns what the run is at, where that is told */
  take(told: Told): string | undefined {
    const { epochs, stepsPerEpoch, classes } = this.#prepared;
    if (told.kind === 'parity') this.#parity.add(told.check);
    else if (told.kind === 'inside') this.#inside.replaceChildren(insidePictures(told.inside, classes));
    else if (told.kind === 'standing')
      return `Paused before epoch ${told.epoch} of ${epochs}, batch ${((told.step - 1) % stepsPerEpoch) + 1} of ${stepsPerEpoch}`;
    else if (told.kind === 'checking') return `Checked: step ${told.done} of ${told.of}`;
    else if (told.kind === 'epoch') {
      this.#records.get(told.network)?.push(told.record);
      if (!this.#isWaiting) requestAnimationFrame(() => this.#draw());
      this.#isWaiting = true;
      return `${told.network}: epoch ${told.record.epoch} of ${epochs}`;
    }
    return undefined;
  }

  #draw(): void {
    this.#isWaiting = false;
    this.#curves.replaceChildren(curves(this.#records, this.#prepared.epochs));
  }
}
