import { Fault } from '../../../src/fault.ts';
import { blame } from '../blame.ts';
import { oneLine } from '../wording.ts';
import { type Role, rolesOf, type TensorNamed, tensorNamed } from './roles.ts';
import { shown } from './values.ts';

/** A function of a reader, of which nothing is known. */
export type Theirs = (...given: unknown[]) => unknown;

/** The file that they wrote, for messages. */
export interface Place {
  readonly shown: string; // as the reader named it
  readonly cwd: string;
}

/** Nothing is known that a parameter could be given, or what came back is not what was looked for. */
export class NotThis extends Error {
  override readonly name = 'NotThis';
}

export interface Parameter {
  readonly name: string;
  readonly isOwed: boolean;
}

/** The parameters that a function of theirs, or a class's constructor, writes. */
export function parametersOf(of: Theirs): Parameter[] {
  const text = Function.prototype.toString.call(of);
  const list = /^class\b/.test(text) ? bracketed(text, text.search(/\bconstructor\s*\(/)) : bracketed(text, 0);
  const lone = /^(?:async\s+)?([\w$]+)\s*=>/.exec(text)?.[1];
  if (lone !== undefined) return [{ name: lone, isOwed: true }];
  return divided(list).map((part) => ({ name: /^[\w$]+/.exec(part)?.[0] ?? part, isOwed: !part.includes('=') && !part.startsWith('...') }));
}

/** The names in a function's last `return [a, b]`; [] where it returns something else. */
export function returnedNames(of: Theirs): string[] {
  const found = [...Function.prototype.toString.call(of).matchAll(/\breturn\s*\[([\w$,\s]*)\]/g)].at(-1)?.[1];
  return found === undefined ? [] : divided(found);
}

/** What stands between the first bracket after `from` and its partner. */
function bracketed(text: string, from: number): string {
  const start = from < 0 ? -1 : text.indexOf('(', from);
  if (start < 0) return '';
  let depth = 0;
  for (let i = start; i < text.length; i++) {
    if ('([{'.includes(text[i]!)) depth++;
    if (')]}'.includes(text[i]!) && --depth === 0) return text.slice(start + 1, i);
  }
  return '';
}

function divided(list: string): string[] {
  const parts: string[] = [''];
  let depth = 0;
  for (const character of list) {
    if ('([{'.includes(character)) depth++;
    if (')]}'.includes(character)) depth--;
    if (character === ',' && depth === 0) parts.push('');
    else parts[parts.length - 1] += character;
  }
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}

/** What is known at one point of a step: by name, by role, and tensors. */
export class Scope {
  readonly names = new Map<string, unknown>();
  readonly roles = new Map<Role, unknown>();

  constructor(roles: Partial<Record<Role, unknown>>) {
    for (const [role, value] of Object.entries(roles)) this.roles.set(role as Role, value);
  }

  /** A value that they gave a name: W1, cache, gradients. */
  learn(name: string, value: unknown): void {
    this.names.set(name, value);
    const tensor = tensorNamed(name);
    if (tensor) this.names.set(keyOf(tensor), value);
    for (const role of rolesOf(name)) if ((role === 'cache' || role === 'output' || role === 'grads') && !this.roles.has(role)) this.roles.set(role, value);
  }

  find(name: string): { readonly value: unknown } | undefined {
    const tensor = tensorNamed(name);
    for (const key of [name, ...(tensor ? [keyOf(tensor)] : [])]) if (this.names.has(key)) return { value: this.names.get(key) };
    const role = rolesOf(name).find((one) => this.roles.has(one));
    return role && { value: this.roles.get(role) };
  }
}

function keyOf({ kind, layer, isGradient }: TensorNamed): string {
  return `${isGradient ? '∂' : ''}${kind}${layer}`;
}

/** Gives every parameter what it is named for. @throws NotThis where nothing is; a Fault with their line where it throws */
export function call(of: Theirs, scope: Scope, { on, sole, place }: { on?: unknown; sole?: unknown; place: Place }): unknown {
  const parameters = parametersOf(of);
  const owed = parameters.filter(({ isOwed }) => isOwed);
  const given: unknown[] = [];
  for (const parameter of parameters) {
    const found = scope.find(parameter.name) ?? (parameter.isOwed && owed.length === 1 && sole !== undefined ? { value: sole } : undefined);
    if (!found && parameter.isOwed) throw new NotThis(`${of.name}() has a parameter '${parameter.name}' that nothing known goes by`);
    given.push(found?.value);
  }
  while (given.length > owed.length && given.at(-1) === undefined) given.pop();
  try {
    return /^class\b/.test(Function.prototype.toString.call(of)) ? Reflect.construct(of, given) : of.apply(on, given);
  } catch (error) {
    if (error instanceof NotThis || error instanceof Fault) throw error;
    const asked = parameters.map(({ name }, i) => `${name} ${shown(given[i])}`).join(', ');
    throw new Fault(`${blame(error, `${of.name}()`, place.shown, place.cwd).message} It was asked with ${oneLine(asked) || 'nothing'}.`);
  }
}
