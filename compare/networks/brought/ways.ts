import { parametersOf, type Theirs } from './calling.ts';
import type { Owner } from './owners.ts';
import { BESIDE, FUNCTIONS, type Part, type Role, rolesOf } from './roles.ts';

/** Which of the owner's functions take a step, one after the other. */
export interface Way {
  readonly forward?: string | undefined;
  /** Gives the loss and the gradients at once. */
  readonly both?: string | undefined;
  readonly backward?: string | undefined;
  readonly update?: string | undefined;
  /** Takes the whole step. */
  readonly whole?: string | undefined;
  readonly costs: readonly string[];
}

const has = (of: Theirs, ...roles: Role[]) => roles.every((role) => parametersOf(of).some(({ name }) => rolesOf(name).slice(0, 2).includes(role)));
const WHOLE = /^(update_?mini_?batch|train_?(step|batch|on_?batch|one)?|step|fit|learn|back_?prop(agate)?|update)$/i;

/** Every way that the names and parameters allow, likeliest first. @param chosen parts that the reader has named */
export function waysOf({ pieces, kind }: Owner, chosen: Readonly<Record<string, string>>): Way[] {
  const named = (part: Part, fits: (of: Theirs) => boolean = () => true) =>
    chosen[part] ? [chosen[part]] : [...pieces].filter(([name, of]) => FUNCTIONS[part].test(name) && !BESIDE.test(name) && fits(of)).map(([name]) => name);
  const predicting = [...pieces.keys()].filter((name) => /^(predict|predict_?proba|query|run|output|compute)$/i.test(name));
  const forwards = [...new Set([...named('forward', (of) => !has(of, 'rate') && !has(of, 'y')), ...named('forward', (of) => !has(of, 'rate')), ...predicting])];
  const backwards = named('backward', (of) => !(has(of, 'grads') && has(of, 'rate')));
  const updates = named('update', (of) => !has(of, 'X', 'y') && !has(of, 'pairs') && (has(of, 'rate') || has(of, 'grads') || parametersOf(of).length === 0));
  const costs = named('cost');
  const boths = named('cost', (of) => has(of, 'X', 'y') && !has(of, 'rate'));
  const wholes = [...pieces]
    .filter(([name, of]) => (WHOLE.test(name) || chosen['whole'] === name) && (has(of, 'X', 'y') || has(of, 'pairs')))
    .map(([name]) => name);
  const sure = (way: Omit<Way, 'costs'>): Way => ({ ...way, costs: costs.filter((name) => name !== way.both) });
  return [
    ...boths.flatMap((both) => [...forwards, undefined].map((forward) => sure({ forward, both, update: updates[0] }))),
    ...forwards.flatMap((forward) =>
      backwards.flatMap((backward) => (updates.length > 0 ? updates : [undefined]).map((update) => sure({ forward, backward, update }))),
    ),
    ...forwards.flatMap((forward) => wholes.filter((name) => kind === 'class' || has(pieces.get(name)!, 'rate')).map((whole) => sure({ forward, whole }))),
  ];
}
