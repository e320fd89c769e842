import { compare, type Observation } from './observation.ts';
import { EVERYDAY, PROBES } from './probe-plan.ts';
import { labelOf, type Stage, sameTensor, type Tensor, tensorOf } from './tensor.ts';

/** Where the first wrong number is. */
export interface Location extends Tensor {
  /** As it is written: weights, A1, logits, loss, dZ3 (where dW3 and db3 are both wrong), dW3, db3, update, or what is done to the caller's things. */
  readonly tensor: string;
  readonly probe: string; // as a sentence names it
  readonly step: number; // 0, 1, … of the probe
  /** Whether a gradient is read off the change of the weights, so that the update may be what is wrong. */
  readonly implied: boolean;
  /** What is computed before it, and is right. */
  readonly stillRight: readonly string[];
}

/** Observations in the order in which a network computes them: all logits, all losses, gradients from the last layer to the first, later steps. */
export function inOrder(observations: readonly Observation[]): Observation[] {
  const key = (o: Observation): number[] => {
    const probe = PROBES.indexOf(o.probe.id);
    const tensor = o.name === 'b' ? 1 : 0;
    const backward = [-o.layer, tensor, probe];
    // biome-ignore format: a table, a case a line
    switch (place(o)) {
      case 'weights': return [0, probe, o.layer];
      case 'forward': return [1, o.quantity === 'logits' ? Infinity : o.layer, probe];
      case 'loss': return [2, probe];
      case 'gradient': return [3, o.quantity === 'reported' ? 0 : 1, ...backward];
      case 'update': return [4, o.step, o.quantity === 'loss' ? 0 : o.quantity === 'reported' ? 1 : 2, ...backward];
      case 'manner': return [5];
    }
  };
  return observations
    .map((observation, i) => ({ observation, key: [...key(observation), i] }))
    .sort((a, b) => compareKeys(a.key, b.key))
    .map(({ observation }) => observation);
}

function compareKeys(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) if (a[i] !== b[i]) return a[i]! < b[i]! ? -1 : 1;
  return 0;
}

/** The stage whose work an observation shows. What goes wrong only later or at another learning rate is the update's. */
export function place({ quantity, step, probe }: Observation): Stage {
  // biome-ignore format: a table, a case a line
  switch (quantity) {
    case 'weights': return 'weights';
    case 'activation':
    case 'logits': return 'forward';
    case 'loss': return step === 0 ? 'loss' : 'update';
    case 'reported': return step === 0 ? 'gradient' : 'update';
    case 'gradient': return step === 0 && probe.steps[0]!.learningRate !== EVERYDAY ? 'gradient' : 'update';
    case 'manner': return 'manner';
  }
}

/** Names the first wrong tensor. `wrong` tells of each observation, in order, whether it is. */
export function locate(ordered: readonly Observation[], wrong: readonly boolean[]): Location | undefined {
  const first = wrong.indexOf(true);
  const found = ordered[first];
  if (!found) return undefined;
  const wrongOnes = ordered.filter((_, i) => wrong[i]);
  const tensor = wrongTensor(found, wrongOnes, ordered);
  const right = ordered.slice(0, first).filter((before) => place(before) !== place(found) || before.layer !== found.layer);
  const { step, probe, quantity } = found;
  return { tensor: labelOf(tensor), ...tensor, probe: probe.title, step, implied: quantity === 'gradient', stillRight: summary(right) };
}

function wrongTensor(found: Observation, wrong: readonly Observation[], all: readonly Observation[]): Tensor {
  // biome-ignore format: a table, a case a line
  switch (place(found)) {
    case 'weights': return { kind: 'weights' };
    case 'forward':
    case 'loss':
    case 'manner': return tensorOf(found);
    case 'update': return { kind: 'update' };
    case 'gradient': {
      if (found.quantity === 'gradient' && updateIsWrong(all)) return { kind: 'update' };
      const sameLayer = wrong.filter((o) => place(o) === 'gradient' && o.quantity === found.quantity && o.layer === found.layer);
      const both = sameLayer.some(({ name }) => name === 'W') && sameLayer.some(({ name }) => name === 'b');
      return both ? { kind: 'dZ', layer: found.layer } : tensorOf(found);
    }
  }
}

/**
 * Whether a gradient that is read off the change of the weights owes its fault to the update: the network's own
 * gradients are right, or the last layer's come out differently at two learning rates from the same weights and rows.
 */
function updateIsWrong(all: readonly Observation[]): boolean {
  if (all.some(({ quantity }) => quantity === 'reported')) return true;
  const depth = Math.max(...all.map(({ layer }) => layer));
  const first = all.filter(({ quantity, step, layer }) => quantity === 'gradient' && step === 0 && layer === depth);
  return first
    .filter(({ probe }) => probe.id === 'everyday')
    .some((everyday) => first.some((full) => full.probe.id === 'full' && sameTensor(full, everyday) && !compare(everyday, full).agrees));
}

/** 'logits', 'loss', 'dW3', 'db3', each once. */
function summary(observations: readonly Observation[]): string[] {
  const names = observations.map((o) => (place(o) === 'weights' ? 'weights' : place(o) === 'update' ? 'update' : labelOf(tensorOf(o))));
  return [...new Set(names)];
}
