import { codeOf, slugOf } from '../diagnose/catalogue/codes.ts';
import type { Channel } from '../diagnose/channels/finding.ts';
import type { Kind } from '../diagnose/tensor.ts';

/** What is judged by itself; in the order of computation. */
export const ITEMS = {
  forward: { says: 'The forward pass and predict()', points: 15, channels: ['inputs', 'forward', 'predict'] },
  loss: { says: 'The value of the loss', points: 10, channels: ['loss', 'batch loss'] },
  output: { says: 'The gradient at the output', points: 10, channels: ['targets', 'output gradient'] },
  weights: { says: 'The gradients of the weights', points: 10, channels: ['weight gradient'] },
  biases: { says: 'The gradients of the biases', points: 10, channels: ['bias gradient'] },
  hidden: { says: 'What is passed down, and the derivative of the activation', points: 10, channels: ['passed down', 'derivative'] },
  batch: { says: 'The batch: one mean, once, whatever its size', points: 10, channels: ['batch'] },
  update: { says: 'The update of the weights', points: 10, channels: ['penalty', 'update'] },
  stability: { says: 'Stability: large logits, certain predictions', points: 5, channels: ['tails', 'kink'] },
  manners: { says: 'What is handed over: weights kept and given back, the batch left as it was', points: 5, channels: ['manners'] },
  trains: { says: 'It trains', points: 5, channels: [] },
} as const satisfies Readonly<Record<string, { readonly says: string; readonly points: number; readonly channels: readonly Channel[] }>>;

export type Item = keyof typeof ITEMS;
export const ITEM_NAMES = Object.keys(ITEMS) as Item[];

/** Items that are judged in each layer by itself, so that one wrong of three costs a third. */
export const BY_LAYER: readonly Item[] = ['weights', 'biases', 'hidden'];

/** The item that a channel's mistakes cost. */
export function itemOfChannel(channel: Channel): Item {
  return ITEM_NAMES.find((item) => (ITEMS[item].channels as readonly Channel[]).includes(channel)) ?? 'manners';
}

/** Mistakes that are made elsewhere than where the catalogue's hundreds have them. */
const ELSEWHERE: readonly (readonly [RegExp, Item])[] = [
  [/^(?:log-|softmax-unshifted)/, 'stability'],
  [/^(?:mean-|over-classes|nominal-batch|first-batch-size|short(?:er)?-batch-dropped|softmax-batch-axis)/, 'batch'],
  [/^loss-/, 'loss'],
  [/^squared-error\/loss/, 'loss'],
  [/^bias-(?!left)/, 'biases'],
  [/^gradient-before-derivative/, 'hidden'],
];

/** By the first digit of its code. */
const BY_PLACE: Readonly<Record<string, Item>> = {
  ...{ 1: 'forward', 2: 'output', 3: 'output', 4: 'hidden', 5: 'weights', 6: 'hidden', 7: 'update', 8: 'update', 9: 'manners' },
};

/** The item that a mistake of the catalogue costs. */
export function itemOfMistake(id: string): Item {
  const slug = slugOf(id);
  return ELSEWHERE.find(([pattern]) => pattern.test(slug))?.[1] ?? BY_PLACE[codeOf(id)?.[3] ?? ''] ?? 'manners';
}

/** The item that something wrong costs of which only the place is known. */
export function itemOfKind(kind: Kind): Item {
  // biome-ignore format: a table, a case a line
  switch (kind) {
    case 'activation': case 'A': case 'logits': return 'forward';
    case 'loss': return 'loss';
    case 'output gradient': return 'output';
    case 'dZ': return 'hidden';
    case 'dW': return 'weights';
    case 'db': return 'biases';
    case 'update': return 'update';
    default: return 'manners';
  }
}

/** The layer that an id names: 2 of 'bias-left-out/2'. */
export function layerOf(id: string): number | undefined {
  const digits = /\/(\d+)$/.exec(id)?.[1];
  return digits === undefined ? undefined : Number(digits);
}
