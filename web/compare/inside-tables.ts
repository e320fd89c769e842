import { fromBase64 } from '../../compare/inside/quantise.ts';
import type { NetworkInside, Plane } from '../../compare/inside/schema.ts';
import { element } from '../shared/element.ts';

/** Of each unit the pixels that speak most for and most against it. */
export function unitTable({ units, largest, weights }: NonNullable<NetworkInside['firstLayer']>, cols: number): HTMLElement {
  const bytes = fromBase64(weights);
  const size = bytes.length / units;
  const rows = Array.from({ length: units }, (_, unit) => {
    const own = bytes.subarray(unit * size, (unit + 1) * size);
    const extreme = (wanted: number) => {
      const at = own.indexOf(wanted);
      return `${((wanted / 127.5 - 1) * largest).toPrecision(2)} at row ${Math.floor(at / cols) + 1}, column ${(at % cols) + 1}`;
    };
    return [String(unit + 1), extreme(Math.max(...own)), extreme(Math.min(...own))];
  });
  return table('Weights of the units', ['Unit', 'Largest', 'Smallest'], rows);
}

/** Of each class how much of the plane is its own, and how many test rows of it lie there. */
export function regionTable(surface: Uint8Array, plane: Plane, classes: readonly string[]): HTMLElement {
  const said = Array.from(surface, (byte) => byte >> 4);
  const at = ({ from, to }: Plane['x'], value: number) => Math.max(0, Math.min(plane.size - 1, Math.floor((plane.size * (value - from)) / (to - from))));
  const rows = classes.map((name, k) => {
    const share = said.filter((one) => one === k).length / said.length;
    const own = plane.points.filter(([, , label]) => label === k);
    const right = own.filter(([x, y]) => said[(plane.size - 1 - at(plane.y, y)) * plane.size + at(plane.x, x)] === k);
    return [name, `${(100 * share).toFixed(1)} %`, `${right.length} of ${own.length}`];
  });
  return table('Classes in the plane', ['Class', 'Share of the plane', 'Its test rows that lie there'], rows);
}

function table(label: string, head: readonly string[], rows: readonly (readonly string[])[]): HTMLElement {
  return element(
    'div',
    { class: 'scrolled', tabindex: 0, role: 'region', 'aria-label': label },
    element(
      'table',
      {},
      element('thead', {}, element('tr', {}, ...head.map((text) => element('th', { scope: 'col' }, text)))),
      element(
        'tbody',
        {},
        ...rows.map(([first = '', ...others]) => element('tr', {}, element('th', { scope: 'row' }, first), ...others.map((text) => element('td', {}, text)))),
      ),
    ),
  );
}
