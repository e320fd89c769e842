import { call, NotThis, type Place, parametersOf, Scope, type Theirs } from './calling.ts';
import type { Pair } from './conventions.ts';
import { instanceOwner, type Owner, tensorsIn } from './owners.ts';
import type { Session } from './reading.ts';
import { rolesOf } from './roles.ts';
import type { Stepped } from './steps.ts';
import { isNumbers } from './values.ts';

/** The classes of a file by what they are. */
export interface Parts {
  readonly dense: Theirs;
  readonly activation: Theirs;
  readonly loss: Theirs;
  /** After the last layer, where the loss takes probabilities. */
  readonly last?: Theirs | undefined;
  readonly optimiser?: Theirs | undefined;
}

type Layer = Record<string, unknown>;
const owed = (of: Theirs) => parametersOf(of).filter(({ isOwed }) => isOwed);
const method = (made: Theirs, name: string) => (made.prototype as Layer | undefined)?.[name] as Theirs | undefined;

/** Layer objects with forward and backward, their loss and optimiser; undefined where one of these is not there. */
export function partsOf(classes: readonly Theirs[], source: string): Parts[] {
  const layers = classes.filter((made) => method(made, 'forward') && method(made, 'backward'));
  const dense = layers.find((made) => owed(made).length === 2);
  const free = layers.filter((made) => owed(made).length === 0);
  const losses = free.filter((made) => owed(method(made, 'forward')!).length === 2);
  const uses = (made: Theirs) => source.search(new RegExp(`new ${made.name}\\b`));
  const inOrder = free.filter((made) => !losses.includes(made)).sort((one, other) => (uses(one) < 0 ? 1e9 : uses(one)) - (uses(other) < 0 ? 1e9 : uses(other)));
  const outputs = inOrder.filter((made) => /softmax|sigmoid/i.test(made.name));
  const activation = inOrder.find((made) => !/softmax/i.test(made.name));
  const loss = losses.sort((one, other) => Number(/softmax/i.test(other.name)) - Number(/softmax/i.test(one.name)))[0];
  const optimiser = classes.find((made) => !method(made, 'forward') && ['update', 'updateParams', 'update_params', 'step'].some((name) => method(made, name)));
  if (!dense || !activation || !loss) return [];
  return [undefined, ...outputs.filter((made) => made !== activation)].map((last) => ({ dense, activation, loss, last, optimiser }));
}

/** A network of layers, put one on the other. */
export class Stack implements Session {
  readonly rank = 0;
  readonly parts: Parts;
  readonly place: Place;
  #dense: { owner: Owner; layer: Layer }[] = [];
  #layers: Layer[] = [];
  #loss: Layer = {};
  #optimiser: Layer | undefined;

  constructor(parts: Parts, place: Place) {
    this.parts = parts;
    this.place = place;
  }

  start(widths: readonly number[], one: boolean): Stack {
    if (one) throw new NotThis('layers take batches');
    const made = new Stack(this.parts, this.place);
    const { dense, activation, loss, last, optimiser } = this.parts;
    made.#dense = widths.slice(1).map((m, l) => {
      const owner = instanceOwner(dense, this.place).fresh([widths[l]!, m]);
      return { owner, layer: owner.object as Layer };
    });
    const plain = (of: Theirs) => call(of, new Scope({ rate: 0.125 }), { place: this.place }) as Layer;
    made.#layers = made.#dense.flatMap(({ layer }, l) => (l < widths.length - 2 ? [layer, plain(activation)] : [layer, ...(last ? [plain(last)] : [])]));
    made.#loss = plain(loss);
    made.#optimiser = optimiser && plain(optimiser);
    return made;
  }

  readonly owner = {
    get: (): Pair[] => this.#dense.flatMap(({ owner }) => owner.get()),
    set: (pairs: readonly Pair[]): void => pairs.forEach((pair, l) => void this.#dense[l]!.owner.set([pair])),
  };

  forward(X: number[][]): unknown {
    return this.#layers.reduce<unknown>((A, layer) => this.#ask(layer, 'forward', new Scope({ X: A }), A), X);
  }

  step(X: number[][], y: unknown, rate: number): Stepped {
    const output = this.forward(X);
    const told = this.#ask(this.#loss, 'forward', new Scope({ X: output, output, y }), output);
    const seen = this.#loss['output'] ?? this.#loss['probabilities'] ?? output;
    let down = this.#ask(this.#loss, 'backward', new Scope({ X: seen, output: seen, y }), seen);
    for (const layer of [...this.#layers].reverse()) down = this.#ask(layer, 'backward', new Scope({ rate }), down);
    return { loss: lossOf(told), ...this.#update(rate) };
  }

  #update(rate: number): Partial<Stepped> {
    const names = ['update', 'updateParams', 'update_params', 'step', 'updateWeights'];
    const optimiser = this.#optimiser;
    const own = names.find((name) => method(this.parts.dense, name));
    if (optimiser) {
      for (const key of Object.keys(optimiser)) if (rolesOf(key)[0] === 'rate') optimiser[key] = rate;
      const update = optimiser[names.find((name) => typeof optimiser[name] === 'function') as string] as Theirs;
      for (const { layer } of this.#dense) call(update, new Scope({ rate }), { on: optimiser, sole: layer, place: this.place });
      return {};
    }
    if (own) for (const { layer } of this.#dense) call(layer[own] as Theirs, new Scope({ rate }), { on: layer, place: this.place });
    if (own || parametersOf(method(this.parts.dense, 'backward')!).some(({ name }) => rolesOf(name)[0] === 'rate')) return {};
    const gradients = this.#dense.map(({ layer, owner }) =>
      tensorsIn(Object.fromEntries(Object.entries(layer).filter(([name]) => /^(d|grad)_?(w|b)/i.test(name))), [], owner.get()),
    );
    if (!gradients.every((of) => of !== undefined)) throw new NotThis('its layers keep no gradients, and nothing updates them');
    return { gradients: gradients.flat() };
  }

  /** What the method returned, or what it left in `output` or `dinputs`. */
  #ask(layer: Layer, name: 'forward' | 'backward', scope: Scope, given: unknown): unknown {
    const of = layer[name] as Theirs;
    const unknown = owed(of).find((parameter) => !scope.find(parameter.name));
    if (unknown) scope.names.set(unknown.name, given);
    const value = call(of, scope, { on: layer, place: this.place });
    const left = name === 'forward' ? ['output', 'out'] : ['dinputs', 'dInputs', 'dinput', 'dX'];
    const found = value ?? left.map((key) => layer[key]).find((one) => one !== undefined);
    if (found === undefined) throw new NotThis(`${name}() gives nothing`);
    return found;
  }
}

/** A loss, or the mean of the losses of rows. */
function lossOf(told: unknown): number | undefined {
  if (typeof told === 'number') return told;
  return isNumbers(told) && typeof told[0] === 'number' ? (told as readonly number[]).reduce((sum, one) => sum + one, 0) / told.length : undefined;
}
