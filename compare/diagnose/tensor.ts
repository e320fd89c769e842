import type { TensorName } from '../../src/model/tensors.ts';

/** The stages of a step, in the order in which numbers are computed. */
export const STAGES = ['weights', 'forward', 'loss', 'gradient', 'update', 'manner'] as const;
export type Stage = (typeof STAGES)[number];

/** What a network does with things that are not its own, as a sentence names it. */
export const MANNERS = ['keeps given weights', 'weights() are views', 'batch X altered', 'batch y altered'] as const;
export type Manner = (typeof MANNERS)[number];

/** A tensor that a network shows: ∂L/∂W of layer 2 is { quantity: 'gradient', name: 'W', layer: 2 }. Layers count from 1. */
export type ShownTensor =
  | { readonly quantity: 'weights'; readonly name: TensorName; readonly layer: number }
  | { readonly quantity: 'activation'; readonly name?: never; readonly layer: number }
  | { readonly quantity: 'logits' | 'loss'; readonly name?: never; readonly layer: 0 }
  /** The network's own, and what the change of its weights implies. */
  | { readonly quantity: 'reported' | 'gradient'; readonly name: TensorName; readonly layer: number }
  | { readonly quantity: 'manner'; readonly name: Manner; readonly layer: 0 };

/** What can be wrong, by kind; of W, b, A, dZ, dW and db in a layer. dZ: both dW and db, all of the layer's gradient. */
export type Kind = TensorName | 'weights' | 'activation' | 'A' | 'logits' | 'loss' | 'output gradient' | 'dZ' | 'dW' | 'db' | 'update' | Manner;

/** Where something is wrong: { kind: 'dW', layer: 3 }. */
export interface Tensor {
  readonly kind: Kind;
  readonly layer?: number; // 1, 2, …
}

/** What is wrong where what is shown is. */
export function tensorOf({ quantity, name, layer }: ShownTensor): Tensor {
  // biome-ignore format: a table, a case a line
  switch (quantity) {
    case 'weights': return { kind: name, layer };
    case 'activation': return { kind: 'A', layer };
    case 'reported':
    case 'gradient': return { kind: name === 'W' ? 'dW' : 'db', layer };
    case 'manner': return { kind: name };
    default: return { kind: quantity };
  }
}

export function sameTensor(a: ShownTensor, b: ShownTensor): boolean {
  return a.quantity === b.quantity && a.name === b.name && a.layer === b.layer;
}

/** 'dW3', 'logits' */
export function labelOf({ kind, layer }: Tensor): string {
  return `${kind}${layer ?? ''}`;
}

/** The stage in which a tensor is computed. */
export function stageOf(kind: Kind): Stage {
  // biome-ignore format: a table, a case a line
  switch (kind) {
    case 'weights':
    case 'W':
    case 'b': return 'weights';
    case 'activation':
    case 'A':
    case 'logits': return 'forward';
    case 'loss': return 'loss';
    case 'output gradient':
    case 'dZ':
    case 'dW':
    case 'db': return 'gradient';
    case 'update': return 'update';
    default: return 'manner';
  }
}
