import { call, NotThis, type Place, parametersOf, Scope, type Theirs } from './calling.ts';
import type { Pair } from './conventions.ts';
import { type Role, rolesOf, tensorNamed } from './roles.ts';
import { flat, isNumbers, isVector, type Numbers, numbersIn, sameShape, shapeOf } from './values.ts';

/** Where the weights live, and the functions that work on them. */
export interface Owner {
  readonly kind: 'functions' | 'class';
  readonly place: Place;
  /** What the functions are called on. */
  readonly object: object | undefined;
  readonly pieces: ReadonlyMap<string, Theirs>;
  /** One for a network of these widths. @throws NotThis where there is none */
  fresh(widths: readonly number[]): Owner;
  get(): Pair[];
  set(pairs: readonly Pair[]): void;
  scope(roles: Partial<Record<Role, unknown>>): Scope;
  /** The weights after an update: what it returned, or what it did to those that it was given. */
  take(scope: Scope, result: unknown, names: readonly string[]): void;
  /** Where they are, in words. */
  readonly says: string;
}

/** Functions of a dictionary W1, b1, …, or of variables of these names. */
export function functionsOwner(pieces: ReadonlyMap<string, Theirs>, place: Place): Owner {
  let pairs: Pair[] = [];
  const named = () => Object.fromEntries(pairs.flatMap(({ W, b }, l) => [[`W${l + 1}`, W], [`b${l + 1}`, b]])); // biome-ignore format: a pair a layer
  return {
    kind: 'functions',
    place,
    object: undefined,
    pieces,
    says: 'W1, b1, …',
    fresh: () => functionsOwner(pieces, place),
    get: () => pairs,
    set(given) {
      pairs = [...given];
    },
    scope(roles) {
      const scope = new Scope({ ...roles, params: named() });
      for (const [name, value] of Object.entries(named())) scope.learn(name, value);
      return scope;
    },
    take(scope, result, names) {
      const found = tensorsIn(result ?? scope.roles.get('params'), names, pairs);
      if (!found) throw new NotThis('the update gives no weights back');
      pairs = found;
    },
  };
}

/** Weights or gradients among what came back, by name or by shape; undefined where there are none. */
export function tensorsIn(value: unknown, names: readonly string[], like: readonly Pair[]): Pair[] | undefined {
  const named = new Map<string, Numbers>();
  const parts = Array.isArray(value) && names.length === value.length ? Object.fromEntries(names.map((name, i) => [name, value[i]])) : value;
  for (const { path, numbers } of numbersIn(parts)) {
    const tensor = tensorNamed(path);
    if (tensor && (tensor.kind === 'W' || tensor.kind === 'b')) named.set(`${tensor.kind}${tensor.layer}`, numbers);
  }
  const byName = like.map((_, l) => ({ W: named.get(`W${l + 1}`), b: named.get(`b${l + 1}`) }));
  if (byName.every((pair): pair is Pair => pair.W !== undefined && pair.b !== undefined)) return byName;
  const left = numbersIn(value).map(({ numbers }) => numbers);
  const taken = (wanted: Numbers) => {
    const at = left.findIndex((numbers) => sameShape(numbers, wanted) || (flat(numbers).length === flat(wanted).length && isVector(wanted)));
    return at < 0 ? undefined : left.splice(at, 1)[0];
  };
  const byShape = like.map(({ W, b }) => ({ W: taken(W), b: taken(b) }));
  return byShape.every((pair): pair is Pair => pair.W !== undefined && pair.b !== undefined) ? byShape : undefined;
}

type Path = readonly (string | number)[];
interface Slot {
  readonly W: Path;
  readonly b: Path;
}

/** An object whose weights lie somewhere in it: a dictionary, lists, attributes, layers; found by their shapes. */
export function instanceOwner(made: Theirs, place: Place, slots: readonly Slot[] = [], object: object = {}): Owner {
  const at = (path: Path) => path.reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], object);
  const put = (path: Path, value: Numbers) => {
    const holder = path.slice(0, -1).reduce<unknown>((inner, key) => (inner as Record<string, unknown>)[key], object) as Record<string, unknown>;
    holder[path.at(-1) as string] = inFormOf(holder[path.at(-1) as string], value);
  };
  const shownPath = (path: Path) => path.map((key, i) => (typeof key === 'number' ? `[${key}]` : `${i > 0 ? '.' : ''}${key}`)).join('');
  return {
    kind: 'class',
    place,
    object,
    pieces: methodsOf(object),
    says: slots.length > 0 ? `its weights in ${shownPath(slots[0]!.W)} to ${shownPath(slots.at(-1)!.W)}` : '',
    fresh(widths) {
      const apart = widths.map((_, i) => (i === widths.length - 1 ? 3 : 11 + 4 * i)); // every shape another
      const found = slotsOf(construct(made, apart, place), apart);
      if (!found) throw new NotThis(`${made.name} has no weights of ${widths.length - 1} layers`);
      return instanceOwner(made, place, found, construct(made, widths, place));
    },
    get: () => slots.map(({ W, b }) => ({ W: at(W) as Numbers, b: at(b) as Numbers })),
    set(pairs) {
      pairs.forEach((pair, l) => {
        put(slots[l]!.W, pair.W);
        put(slots[l]!.b, pair.b);
      });
    },
    scope(roles) {
      const params = (object as Record<string, unknown>)['params'];
      return new Scope({ ...roles, ...(params !== undefined && { params }) });
    },
    take: () => {},
  };
}

/** A new array, of the kind that was there. */
function inFormOf(old: unknown, value: Numbers): Numbers {
  if (old instanceof Float64Array || old instanceof Float32Array) return new (old.constructor as Float64ArrayConstructor)(flat(value));
  if (Array.isArray(old) && ArrayBuffer.isView(old[0]) && !isVector(value)) return value.map((row) => inFormOf(old[0], row) as Float64Array);
  return isVector(value) ? Array.from(value) : value.map((row) => Array.from(row));
}

function methodsOf(object: object): Map<string, Theirs> {
  const found = new Map<string, Theirs>();
  for (let of = object; of && of !== Object.prototype; of = Object.getPrototypeOf(of) as object) {
    for (const name of Object.getOwnPropertyNames(of)) {
      const value = Object.getOwnPropertyDescriptor(of, name)?.value as unknown;
      if (name !== 'constructor' && typeof value === 'function' && !found.has(name)) found.set(name, value as Theirs);
    }
  }
  return found;
}

/** An object of theirs for these widths. @throws NotThis where its constructor asks for something else */
function construct(made: Theirs, widths: readonly number[], place: Place): object {
  const names = parametersOf(made).map(({ name }) => name);
  const hidden = widths.slice(1, -1);
  const several = names.filter((name) => rolesOf(name)[0] === 'hidden');
  const scope = new Scope({
    sizes: [...widths],
    inputs: widths[0],
    classes: widths.at(-1),
    hidden: hidden.length === 1 && several.length === 1 && !/(?:layers|sizes|dims)$/i.test(several[0]!) ? hidden[0] : hidden,
    rate: 0.125,
  });
  if (several.length > 1) several.forEach((name, i) => void scope.names.set(name, hidden[i]));
  if (several.length > 1 && several.length !== hidden.length) throw new NotThis(`${made.name} has ${several.length} hidden layers`);
  const object = call(made, scope, { place });
  if (typeof object !== 'object' || object === null) throw new NotThis(`${made.name}() makes no object`);
  return object;
}

/** What is made of weights and is none: dW, db, a gradient; but not `data`. */
const isDerived = (name: string) => /cache|velocity|moment|grad|nabla|delta/i.test(name) || /^d[wb_A-Z]|^[mv]$/.test(name);

/** The weights of these widths within an object; undefined where they are not there. */
function slotsOf(root: object, widths: readonly number[]): Slot[] | undefined {
  const all = arraysIn(root).filter(({ path }) => !path.some((key) => typeof key === 'string' && isDerived(key)));
  const used = new Set<Path>();
  const first = (fits: (shape: readonly number[]) => boolean) => {
    const found = all.find(({ path, numbers }) => !used.has(path) && fits(shapeOf(numbers)));
    if (found) used.add(found.path);
    return found?.path;
  };
  const slots = widths.slice(1).map((m, l) => {
    const n = widths[l]!;
    const W = first((shape) => [`${n},${m}`, `${m},${n}`, `${n * m}`].includes(shape.join()));
    return { W, b: first((shape) => [`${m}`, `1,${m}`, `${m},1`].includes(shape.join())) };
  });
  return slots.every((slot): slot is Slot => slot.W !== undefined && slot.b !== undefined) ? slots : undefined;
}

function arraysIn(value: unknown, path: Path = [], seen = new Set<unknown>()): { path: Path; numbers: Numbers }[] {
  if (path.length > 0 && isNumbers(value)) return [{ path, numbers: value }];
  if (path.length > 4 || typeof value !== 'object' || value === null || seen.has(value)) return [];
  seen.add(value);
  const entries: [string | number, unknown][] = Array.isArray(value) ? value.map((of, i) => [i, of]) : Object.entries(value);
  return entries.flatMap(([key, of]) => arraysIn(of, [...path, key], seen));
}
