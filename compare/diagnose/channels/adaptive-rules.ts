import type { Formulas } from '../../../scratch/formulas.ts';
import { type Hyper, OPTIMISERS, type OptimiserRecord, type Slot } from '../../../src/model/optimisers/optimisers.ts';
import { type Address, mapTensors, type tensorsOf } from '../../../src/model/tensors.ts';
import { map } from '../../../src/numbers/algebra.ts';
import { zeros } from '../../../src/numbers/matrix.ts';
import type { Found } from './finding.ts';

/** An optimiser with its numbers, and which t a tensor's step counts as: as it should be, or otherwise. */
export interface Rule {
  readonly record: OptimiserRecord;
  readonly hyper: Hyper;
  /** What is written of the numbers. */
  readonly text: string;
  readonly isRight: boolean;
  readonly at: (tensor: Address, step: number) => number; // step 1, 2, …
  readonly begins?: Beginning;
}

/** What is remembered before the first step, where it is not 0: a number, or what the first gradient would leave it at for ever. */
interface Beginning {
  readonly keys: readonly string[];
  readonly value?: number;
}

const remember = (n: Slot, { beta1: β1, beta2: β2 }: Hyper): void => {
  n['m'] = β1! * n['m']! + (1 - β1!) * n.g;
  n['v'] = β2! * n['v']! + (1 - β2!) * n.g * n.g;
};

type Wrong = Omit<OptimiserRecord, 'tfjs'>;
const usual = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };

/** Optimisers as people write them by mistake. */
const MISTAKEN: readonly Wrong[] = [
  {
    name: 'adam',
    says: 'Adam whose bias corrections are 1 − β₁ and 1 − β₂, not to the power t',
    remembers: ['m', 'v'],
    hyper: usual,
    direction(n, h) {
      remember(n, h);
      return n['m']! / (1 - h['beta1']!) / (Math.sqrt(n['v']! / (1 - h['beta2']!)) + h['epsilon']!);
    },
  },
  {
    name: 'adam',
    says: 'Adam without bias correction',
    remembers: ['m', 'v'],
    hyper: usual,
    direction(n, h) {
      remember(n, h);
      return n['m']! / (Math.sqrt(n['v']!) + h['epsilon']!);
    },
  },
  { name: 'sign', says: 'the sign of the gradient alone', remembers: [], hyper: {}, direction: ({ g }) => Math.sign(g) },
];

const GRID: Readonly<Record<string, readonly number[]>> = {
  beta1: [0.9, 0.95, 0.99, 0.8, 0.5, 0.999, 0],
  beta2: [0.999, 0.99, 0.9, 0.95, 0.98, 0.9999],
  rho: [0.9, 0.99, 0.95, 0.999, 0.8, 0.5],
  epsilon: [1e-8, 1e-7, 1e-6, 1e-10, 1e-5, 1e-4, 1e-3, 1e-12, 1e-15, 0],
  inside: [0, 1],
};
const SYMBOL: Readonly<Record<string, string>> = { beta1: 'β₁', beta2: 'β₂', rho: 'ρ', epsilon: 'ε' };

const bySteps = (_tensor: Address, step: number) => step;

let made: readonly Rule[] | undefined; // thousands, so only when asked for, and once

/** Every optimiser that divides by sizes of gradients, with the numbers that people give it; the right ones first, and their own numbers before others. */
export function rules(): readonly Rule[] {
  made ??= makeRules();
  return made;
}

function makeRules(): Rule[] {
  const right = OPTIMISERS.filter(({ hyper }) => 'epsilon' in hyper).map((record) => ({ record: record as OptimiserRecord, isRight: true }));
  const wrong = MISTAKEN.map((record) => ({ record: record as OptimiserRecord, isRight: false }));
  return [...right, ...wrong].flatMap(({ record, isRight }) =>
    settings(record.hyper).map((hyper): Rule => ({ record, hyper, text: textOf(record, hyper), isRight, at: bySteps })),
  );
}

function settings(hyper: Hyper): Hyper[] {
  let all: Hyper[] = [{}];
  for (const [key, own] of Object.entries(hyper)) {
    const values = [own, ...(GRID[key] ?? []).filter((value) => value !== own)];
    all = all.flatMap((chosen) => values.map((value) => ({ ...chosen, [key]: value })));
  }
  return all;
}

/** What an optimiser is called, with its numbers. */
export function textOf({ says }: OptimiserRecord, hyper: Hyper): string {
  const numbers = Object.entries(hyper).flatMap(([key, value]) => (SYMBOL[key] ? [`${SYMBOL[key]} = ${value}`] : []));
  return `${says.replace(/ \(.*\)$/, '')}${numbers.length > 0 ? `, ${numbers.join(', ')}` : ''}${hyper['inside'] ? ', ε inside the root' : ''}`;
}

/**
 * What a rule makes of a number's gradients, one step at a time: most rules are wrong at the first. The rule's numbers at a step
 * are those of all numbers of a tensor, and found once.
 */
export function stepping(rule: Rule, tensor: Address): (first: number) => (g: number, step: number) => number {
  const { record, hyper, at } = rule;
  const numbers: Hyper[] = []; // by step
  const empty = emptyOf(record);
  return (first) => {
    const slot = beginningOf(rule, first, empty);
    return (g, step) => {
      slot.g = g;
      numbers[step] ??= record.at ? { ...hyper, ...record.at(at(tensor, step), hyper) } : hyper;
      return record.direction(slot, numbers[step]);
    };
  };
}

/** Of one number, before anything is remembered of it. */
function emptyOf({ remembers }: OptimiserRecord): Slot {
  return { w: 0, g: 0, ...Object.fromEntries(remembers.map((key) => [key, 0])) };
}

/** What a rule remembers of one number before its first step. */
function beginningOf({ record, hyper, begins }: Rule, g: number, empty: Slot): Slot {
  const none: Slot = { ...empty, g };
  if (!begins) return none;
  const numbers = { ...hyper, ...record.at?.(1, hyper) };
  const after = (key: string, before: number, of: number) => {
    const slot: Slot = { ...none, g: of, [key]: before };
    record.direction(slot, numbers);
    return slot[key]!;
  };
  const own = (key: string) => after(key, 0, g) / (1 - after(key, 1, 0)); // x = a·x + b
  return { ...none, ...Object.fromEntries(begins.keys.map((key) => [key, begins.value ?? own(key)])) };
}

/** The same beginning otherwise than from 0: each running mean, or all, with the first gradient's own, squares with a number that frameworks give them. */
export function begunOtherwise(rule: Rule): Rule[] {
  const { record, hyper, text } = rule;
  const means = record.remembers.filter((key) => MEANS[key] && !(record.name === 'adagrad') && !(key === 'v' && 'momentum' in record.hyper));
  const squares = record.remembers.filter((key) => MEANS[key] === 'g²');
  const sets = [...means.map((key) => [key]), ...(means.length > 1 ? [means] : [])];
  const own = sets.map((keys): Rule => {
    const words = keys.map((key) => `${key} begins as ${MEANS[key]} of the first step, not as its share of it`);
    return { ...rule, hyper, isRight: false, begins: { keys }, text: `${text}, but ${words.join(' and ')}` };
  });
  const numbered = squares
    .slice(0, 1)
    .flatMap((key) =>
      [1, 0.1].map((value): Rule => ({ ...rule, isRight: false, begins: { keys: [key], value }, text: `${text}, but ${key} begins at ${value}, not at 0` })),
    );
  return [...own, ...numbered];
}

/** What optimisers' records call a running mean, and of what it is. */
const MEANS: Readonly<Record<string, string>> = { m: 'g', s: 'g²', v: 'g²' };

/** The rule as a formula of the step. */
export function ruleFormulas(rule: Rule): Found['formulas'] {
  const { record, hyper, at } = rule;
  return (): Partial<Formulas> => ({
    direction(gradients, memory) {
      const kept = Object.fromEntries(record.remembers.map((key) => [key, mapTensors(gradients, (G) => zeros(G.rows, G.cols, 'float64'))]));
      const empty = emptyOf(record);
      const direction = mapTensors(gradients, (G, { name, layer }) => {
        const now = { ...hyper, ...record.at?.(at({ name, layer }, memory.steps + 1), hyper) };
        return map(G, (g, i) => {
          const slot = beginningOf(rule, g, empty);
          for (const key of record.remembers) slot[key] = memory.tensors[key]?.[layer - 1]?.[name]?.data[i] ?? slot[key]!;
          const d = record.direction(slot, now);
          for (const key of record.remembers) kept[key]![layer - 1]![name]!.data[i] = slot[key]!;
          return d;
        });
      });
      return { direction, memory: { ...memory, tensors: kept } };
    },
  });
}

/** t as a counter that goes up with every tensor has it, in each order in which tensors are gone through. */
export function countedByTensor(rule: Rule, tensors: ReturnType<typeof tensorsOf>): Rule[] {
  const byLayer = (down: boolean, biasFirst: boolean) =>
    tensors.toSorted((a, b) => (down ? -1 : 1) * (a.layer - b.layer) || (biasFirst ? -1 : 1) * (a.name < b.name ? -1 : 1));
  return [true, false].flatMap((down) =>
    [false, true].map((biasFirst): Rule => {
      const order = byLayer(down, biasFirst).map(({ label }) => label);
      return {
        ...rule,
        isRight: false,
        text: `${rule.text}, but t goes up with every tensor, ${order.length} a step`,
        at: ({ name, layer }, step) => (step - 1) * order.length + order.indexOf(`${name}${layer}`) + 1,
      };
    }),
  );
}
