import type { Location } from '../../../compare/diagnose/locate.ts';
import { type Assignment, assignmentsIn } from './assignments.ts';
import { type Role, roleOf } from './role.ts';

/** A line of a program and what happens there: 'here dW2 is computed'. */
export interface Place {
  readonly line: number; // from 1
  readonly says: string;
}

/** More lines than these that compute the same thing tell nobody where to look. */
const MOST = 2;

/** What gives something its first value only, or hands on what was computed elsewhere. */
const NOT_COMPUTED = [
  /^(?:-?[\d.e]+|null|undefined|\[\s*\]|\{\s*\}|[\w.#]+)$/,
  /^(?:new \w*Array\([^()]*\)|(?:[\w.]+\.)?zeros\w*\(.*\)|Array\([^()]*\)\.fill\(0?\)|.*=> ?0\))$/s,
  /^[\w.#]+\.at\(-?\d+\)$/,
];

/** A call of something that has the loss as its answer: where that computes it is not told by a name. */
const CALL = /^[\w.#]+\([^()]*(?:\([^()]*\)[^()]*)*\)$/;

/** Where a program computes the tensors that are the first wrong ones; none where its names do not tell. */
export function placesOf(source: string, locations: readonly Pick<Location, 'kind' | 'layer'>[], depth: number): Place[] {
  const roles = assignmentsIn(source)
    .map((assignment) => ({ assignment, role: roleOf(assignment.path) }))
    .flatMap(({ assignment, role }) => (role && isComputed(assignment, role) ? [{ assignment, role }] : []));
  const first = roles.some(({ role }) => role.number === 0) ? 0 : 1; // what the program calls its first layer
  const of = (kind: Role['kind'], layer: number) => {
    const own = roles.filter(({ role }) => role.kind === kind && (role.isLast ? layer === depth : true));
    const numbered = own.filter(({ role }) => role.number === layer - 1 + first);
    return numbered.length > 0 ? numbered : own.filter(({ role }) => role.number === undefined);
  };
  const places = locations.flatMap(({ kind, layer = 0 }) =>
    partsOf(kind).flatMap((alternatives) => {
      const found = alternatives.map((one) => of(one, layer)).find((some) => some.length > 0) ?? [];
      const lines = [...new Map(found.map((one) => [one.assignment.line, one])).values()];
      return lines.length > MOST ? [] : lines.map(({ assignment, role }) => ({ line: assignment.line, says: says(assignment, role) }));
    }),
  );
  return [...new Map(places.map((place) => [place.line, place])).values()];
}

/** What is looked for, each in the order in which it is taken: where dZ has no line of its own, those of dW and db. */
function partsOf(kind: Location['kind']): Role['kind'][][] {
  // biome-ignore format: a table, a case a line
  switch (kind) {
    case 'dZ': return [['dZ', 'dW'], ['dZ', 'db']];
    case 'dW': return [['dW']];
    case 'db': return [['db']];
    case 'A': return [['A']];
    case 'logits': return [['logits']];
    case 'loss': return [['loss']];
    case 'update': return [['W'], ['b']];
    default: return [];
  }
}

const RATE = /\b(?:lr|eta|alpha|rate|learning_?rate|step_?size)\b|η|α/i;

/** A weight is computed where it is updated. */
function isComputed({ operator, value }: Assignment, { kind }: Role): boolean {
  if (kind === 'W' || kind === 'b') return operator === '-=' || operator === '+=' || RATE.test(value);
  if (operator !== '=' && operator !== ':') return true;
  return !NOT_COMPUTED.some((form) => form.test(value.trim())) && !(kind === 'loss' && CALL.test(value.trim()));
}

function says({ path }: Assignment, { kind }: Role): string {
  return `here ${path.at(-1)} is ${kind === 'W' || kind === 'b' ? 'updated' : 'computed'}`;
}
