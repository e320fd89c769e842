/** The stages of a step, in the order in which numbers are computed. */
export const STAGES = ['weights', 'forward', 'loss', 'gradient', 'update', 'manner'] as const;
export type Stage = (typeof STAGES)[number];

/** What a network does with things that are not its own, as a sentence names it. */
export const MANNERS = ['keeps given weights', 'weights() are views', 'batch X altered', 'batch y altered'] as const;
export type Manner = (typeof MANNERS)[number];

/** What can go wrong first, by kind; of dZ, dW, db and A in a layer. dZ: both dW and db, all of the layer's gradient. */
export type Kind = 'weights' | 'activation' | 'A' | 'logits' | 'loss' | 'output gradient' | 'dZ' | 'dW' | 'db' | 'update' | Manner;

/** Where something is wrong: { kind: 'dW', layer: 3 }. */
export interface Tensor {
  readonly kind: Kind;
  readonly layer?: number; // 1, 2, …
}

/** 'dW3', 'logits' */
export function labelOf({ kind, layer }: Tensor): string {
  return `${kind}${layer ?? ''}`;
}

/** The stage in which a tensor is computed. */
export function stageOf(kind: Kind): Stage {
  // biome-ignore format: a table, a case a line
  switch (kind) {
    case 'weights': return 'weights';
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
