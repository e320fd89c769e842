import { Fault } from '../../../src/fault.ts';
import { call, NotThis, parametersOf, returnedNames, Scope, type Theirs } from './calling.ts';
import type { Pair } from './conventions.ts';
import { type Owner, tensorsIn } from './owners.ts';
import { rolesOf, tensorNamed } from './roles.ts';
import { flat, isNumbers, isVector, type Numbers, numbersIn, shapeOf } from './values.ts';
import type { Way } from './ways.ts';

/** What a step left: its loss, if it told one, and the gradients where nothing has updated the weights. */
export interface Stepped {
  readonly loss: number | undefined;
  readonly gradients?: Pair[] | undefined;
}

/** A network of theirs, by one of these ways. */
export class Steps {
  readonly owner: Owner;
  readonly way: Way;
  readonly one: boolean;
  cost: string | undefined;

  constructor(owner: Owner, way: Way, one = false) {
    this.owner = owner;
    this.way = way;
    this.one = one;
  }

  /** Their own update first, then a step in one piece, then gradients alone, then whole trainings told to be short. */
  get rank(): number {
    const { whole, update } = this.way;
    if (whole) return /^(train|fit|learn)$/i.test(whole) ? 3 : 1;
    return update ? 0 : 2;
  }

  /** Whether a batch is put together of steps for single rows. */
  get averages(): boolean {
    return this.one && !this.#paired;
  }

  /** The parameter that takes rows and labels in pairs. */
  get #paired() {
    const { whole } = this.way;
    return whole ? parametersOf(this.#piece(whole)).find(({ name }) => rolesOf(name).includes('pairs')) : undefined;
  }

  /** @param one whether it takes samples one at a time */
  start(widths: readonly number[], one: boolean): Steps {
    return new Steps(this.owner.fresh(widths), this.way, one);
  }

  /** Every array among the outputs of a pass, named where it is. */
  forward(X: number[][]): unknown {
    if (!this.one) return this.#pass(this.#scope(X, 0, X.length), X).result;
    const each = X.map((row) => outputVector(this.#pass(this.#scope(row, 0, 1), row).result));
    return each.every((row) => row !== undefined) ? each : undefined;
  }

  step(X: number[][], y: unknown, rate: number, rows: number): Stepped {
    if (!this.one) return this.#step(X, y, rate, rows);
    const targets = y as unknown[];
    const { whole } = this.way;
    const paired = this.#paired;
    if (whole && paired) {
      const scope = this.#scope(X, rate, rows);
      scope.names.set(
        paired.name,
        X.map((row, r) => [row, targets[r]]),
      );
      this.#call(whole, scope);
      return { loss: undefined };
    }
    const before = structuredClone(this.owner.get());
    const steps = X.map((row, r) => {
      this.owner.set(structuredClone(before));
      return { ...this.#step(row, targets[r], rate, 1), after: structuredClone(this.owner.get()) };
    });
    const loss = meanOf(steps.map((one) => one.loss));
    const gradients = steps.map((one) => one.gradients);
    const areGradients = gradients.every((of) => of !== undefined);
    this.owner.set(areGradients ? before : meanPairs(steps.map(({ after }) => after)));
    return { loss, gradients: areGradients ? meanPairs(gradients) : undefined };
  }

  #step(X: unknown, y: unknown, rate: number, rows: number): Stepped {
    const { both, backward, whole } = this.way;
    const scope = this.#scope(X, rate, rows, y);
    if (both) {
      const result = this.#call(both, scope);
      const loss = lossIn(result);
      return this.#updated(scope, result, returnedNames(this.#piece(both)), loss);
    }
    const { result, names } = this.#pass(scope, X);
    learn(scope, result, names);
    const loss = this.#loss(scope);
    const before = JSON.stringify(this.owner.get());
    const back = this.#call((whole ?? backward)!, scope);
    const isMoved = this.owner.kind === 'class' && JSON.stringify(this.owner.get()) !== before;
    if (whole || (isMoved && !this.way.update)) return { loss: loss ?? (typeof back === 'number' ? back : undefined) };
    return this.#updated(scope, back, returnedNames(this.#piece(backward!)), loss ?? lossIn(back));
  }

  #updated(scope: Scope, back: unknown, names: readonly string[], loss: number | undefined): Stepped {
    const held =
      back ??
      (this.owner.object && Object.fromEntries(Object.entries(this.owner.object).filter(([name]) => tensorNamed(name)?.isGradient || /^grad/i.test(name))));
    const gradients = tensorsIn(held, names, this.owner.get());
    scope.roles.set('grads', gradsIn(back) ?? back);
    names.forEach((name, i) => void scope.learn(name, (back as unknown[])[i]));
    gradients?.forEach(({ W, b }, l) => {
      scope.learn(`dW${l + 1}`, W);
      scope.learn(`db${l + 1}`, b);
    });
    const { update } = this.way;
    if (!update) {
      if (!gradients) throw new NotThis('it gives no gradients of the weights');
      return { loss, gradients };
    }
    this.owner.take(scope, this.#call(update, scope), returnedNames(this.#piece(update)));
    return { loss };
  }

  #pass(scope: Scope, X: unknown): { result: unknown; names: string[] } {
    const name = (this.way.forward ?? this.way.both)!;
    const unlabelled = new Scope(Object.fromEntries([...scope.roles].filter(([role]) => role !== 'y')));
    for (const [key, value] of scope.names) unlabelled.names.set(key, value);
    const needs = parametersOf(this.#piece(name)).some(({ name: of, isOwed }) => isOwed && rolesOf(of)[0] === 'y');
    return { result: this.#call(name, needs ? scope : unlabelled, X), names: returnedNames(this.#piece(name)) };
  }

  #loss(scope: Scope): number | undefined {
    for (const name of this.cost ? [this.cost] : this.way.costs) {
      try {
        const value = this.#call(name, scope);
        if (typeof value !== 'number') continue;
        this.cost = name;
        return value;
      } catch (error) {
        if (!(error instanceof NotThis || error instanceof Fault)) throw error;
      }
    }
    return undefined;
  }

  #scope(X: unknown, rate: number, rows: number, y?: unknown): Scope {
    for (const [name, value] of Object.entries(this.owner.object ?? {})) {
      if (typeof value === 'number' && rolesOf(name)[0] === 'rate') (this.owner.object as Record<string, unknown>)[name] = rate;
    }
    return this.owner.scope({ X, rate, rows, epochs: 1, penalty: 0, ...(y !== undefined && { y }) });
  }

  #piece(name: string): Theirs {
    return this.owner.pieces.get(name)!;
  }

  #call(name: string, scope: Scope, sole?: unknown): unknown {
    return call(this.#piece(name), scope, { on: this.owner.object, sole, place: this.owner.place });
  }
}

/** What a pass gave, by its names. */
function learn(scope: Scope, result: unknown, names: readonly string[]): void {
  if (Array.isArray(result) && names.length === result.length) names.forEach((name, i) => void scope.learn(name, result[i]));
  if (typeof result === 'object' && result !== null && !Array.isArray(result)) for (const [name, value] of Object.entries(result)) scope.learn(name, value);
  const held = Array.isArray(result) ? (result as unknown[]).find((part) => typeof part === 'object' && !isNumbers(part)) : undefined;
  if (!scope.roles.has('cache')) scope.roles.set('cache', held ?? result);
  const output = isNumbers(result)
    ? result
    : Array.isArray(result) && isNumbers(result[0]) && held !== undefined
      ? result[0]
      : numbersIn(result).at(-1)?.numbers;
  if (!scope.roles.has('output')) scope.roles.set('output', output);
}

/** Of one sample: the numbers of the outputs. */
function outputVector(result: unknown): number[] | undefined {
  if (typeof result === 'number') return [result];
  const found = isNumbers(result) ? result : numbersIn(result).at(-1)?.numbers;
  return found && flat(found);
}

function lossIn(result: unknown): number | undefined {
  const parts = typeof result === 'object' && result !== null && !isVector(result) ? Object.values(result) : [];
  return parts.find((part) => typeof part === 'number');
}

function gradsIn(result: unknown): unknown {
  if (Array.isArray(result)) return result.find((part: unknown) => typeof part === 'object');
  if (typeof result !== 'object' || result === null) return undefined;
  return Object.entries(result).find(([name, value]) => rolesOf(name)[0] === 'grads' && typeof value === 'object')?.[1];
}

function meanOf(losses: readonly (number | undefined)[]): number | undefined {
  return losses.every((loss) => loss !== undefined) ? losses.reduce((sum, loss) => sum + loss, 0) / losses.length : undefined;
}

/** Of what single samples gave, the mean. */
function meanPairs(all: readonly Pair[][]): Pair[] {
  const mean = (of: (pair: Pair) => Numbers, l: number): Numbers => {
    const shape = shapeOf(of(all[0]![l]!));
    const sums = flat(of(all[0]![l]!)).map((_, i) => all.reduce((sum, pairs) => sum + flat(of(pairs[l]!))[i]!, 0) / all.length);
    return shape.length === 1 ? sums : Array.from({ length: shape[0]! }, (_, r) => sums.slice(r * shape[1]!, (r + 1) * shape[1]!));
  };
  return all[0]!.map((_, l) => ({ W: mean(({ W }) => W, l), b: mean(({ b }) => b, l) }));
}
