import { AGREE, type TensorDifference } from '../../compare/parity/gap.ts';
import { element } from '../shared/element.ts';
import type { ShownCheck } from './trainer/protocol.ts';

const SAYS = {
  agree: 'the same step, but for rounding',
  unresolved: 'float32 cannot tell: next to nothing is left to learn',
  warning: 'further apart than rounding explains',
  differ: 'another step',
} as const;

/** What the checks say while networks train. */
export class LiveParity {
  readonly #shown = element('section', { class: 'live', 'aria-labelledby': 'live-title' });
  readonly #largest = new Map<string, number>();
  readonly #names: readonly string[];

  constructor(names: readonly string[]) {
    this.#names = names;
  }

  get shown(): HTMLElement {
    return this.#shown;
  }

  add(check: ShownCheck): void {
    const tensors = [...check.gradient, ...(check.running ?? [])];
    for (const { name, relativeL2 } of tensors) this.#largest.set(name, Math.max(relativeL2, this.#largest.get(name) ?? 0));
    const [first, second] = check.losses;
    this.#shown.replaceChildren(
      element('h3', { id: 'live-title' }, 'Parity by tensor'),
      element(
        'p',
        { class: check.verdict === 'agree' || check.verdict === 'unresolved' ? 'good' : 'bad' },
        `Epoch ${check.epoch}, step ${check.step}, both from the same weights: ${SAYS[check.verdict]}.`,
      ),
      element('p', { class: 'muted' }, `Loss of this batch: ${this.#names[0]} ${first.toPrecision(8)}, ${this.#names[1]} ${second.toPrecision(8)}.`),
      element('div', { class: 'scrolled', tabindex: 0, role: 'region', 'aria-label': 'Differences by tensor' }, this.#table(tensors)),
    );
  }

  #table(tensors: readonly TensorDifference[]): HTMLElement {
    const head = ['Gradient', 'Difference', 'Tolerance', 'Largest so far'].map((text) => element('th', { scope: 'col' }, text));
    const body = tensors.map(({ name, relativeL2, floor }) =>
      element(
        'tr',
        {},
        element('th', { scope: 'row' }, `d${name}`),
        ...[relativeL2, floor + AGREE, this.#largest.get(name) ?? 0].map((value) => element('td', {}, value === 0 ? '0' : value.toExponential(1))),
      ),
    );
    return element('table', {}, element('thead', {}, element('tr', {}, ...head)), element('tbody', {}, ...body));
  }
}
