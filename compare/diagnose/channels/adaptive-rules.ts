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

/** Every optimiser that divides by sizes of gradients, with the numbers that people give it; the right ones first, and their own numbers before others. */
export function rules(): Rule[] {
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

function textOf({ says }: OptimiserRecord, hyper: Hyper): string {
  const numbers = Object.entries(hyper).flatMap(([key, value]) => (SYMBOL[key] ? [`${SYMBOL[key]} = ${value}`] : []));
  return `${says.replace(/ \(.*\)$/, '')}${numbers.length > 0 ? `, ${numbers.join(', ')}` : ''}${hyper['inside'] ? ', ε inside the root' : ''}`;
}

/** What a rule makes of one number's gradients, step by step. */
export function directionsOf({ record, hyper, at }: Rule, tensor: Address, gradients: readonly number[]): number[] {
  const slot: Slot = { w: 0, g: 0, ...Object.fromEntries(record.remembers.map((key) => [key, 0])) };
  return gradients.map((g, s) => {
    slot.g = g;
    return record.direction(slot, { ...hyper, ...record.at?.(at(tensor, s + 1), hyper) });
  });
}

/** The rule as a formula of the step. */
export function ruleFormulas({ record, hyper, at }: Rule): Found['formulas'] {
  return (): Partial<Formulas> => ({
    direction(gradients, memory) {
      const kept = Object.fromEntries(record.remembers.map((key) => [key, mapTensors(gradients, (G) => zeros(G.rows, G.cols, 'float64'))]));
      const direction = mapTensors(gradients, (G, { name, layer }) => {
        const now = { ...hyper, ...record.at?.(at({ name, layer }, memory.steps + 1), hyper) };
        return map(G, (g, i) => {
          const slot: Slot = { w: 0, g };
          for (const key of record.remembers) slot[key] = memory.tensors[key]?.[layer - 1]?.[name]?.data[i] ?? 0;
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
