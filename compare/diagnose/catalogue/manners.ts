import { type MistakeRecord, mistake } from '../record.ts';

const RIGHT = 'step(X, y), predict(X), setWeights(W) read what they are given; weights() gives copies';
const SETS = 'after setWeights(w), weights() equals w';

/** What a network does to things that are not its own. Of the manners none changes a single step; each breaks whoever holds the other end. */
// biome-ignore format: what and where on the first line of a record, then its words, then its formula
export const mannerMistakes: readonly MistakeRecord[] = [
  mistake({ id: 'set-weights-ignored', channel: 'manners', first: 'weights',
    says: 'setWeights() does nothing',
    right: SETS, mend: 'Copy every W and every b.',
    effect: 'The network stays where it was: comparisons from the same weights are not.',
    change: (right) => ({ received: (weights, before) => before ?? right.received(weights, before) }),
  }),
  mistake({ id: 'set-biases-ignored', channel: 'manners', first: 'weights',
    says: 'setWeights() sets W but not b',
    right: SETS, mend: 'Copy every W and every b.',
    effect: 'The biases stay where they were.',
    change: (right) => ({
      received: (weights, before) => right.received(weights, before).map((layer, l) => (before ? { ...layer, b: before[l]!.b } : layer)),
    }),
  }),
  mistake({ id: 'initial-biases-zero', channel: 'manners', first: 'weights',
    says: 'The biases begin at 0, whatever they are given as',
    right: SETS, mend: 'Copy every W and every b.',
    effect: 'The network begins from other weights than it was given.',
    change: (right) => ({
      received: (weights, before) => right.received(weights, before).map(({ W, b }) => ({ W, b: { ...b, data: b.data.map(() => 0) } })),
    }),
  }),
  mistake({ id: 'weights-are-views', channel: 'manners', first: 'weights() are views',
    says: "weights() hands out the network's own arrays, not copies",
    right: RIGHT, mend: 'Return W.data.slice(): a copy.',
    effect: 'What was read as the weights before a step is the weights after it: no change can be measured, and whoever writes into it changes the network.',
    change: ({ manners }) => ({ manners: { ...manners, sharesWeights: true } }),
  }),
  mistake({ id: 'given-weights-kept', channel: 'manners', first: 'keeps given weights',
    says: 'The arrays given to create() or setWeights() are kept, not copied',
    right: RIGHT, mend: 'Copy the numbers into your own arrays.',
    effect: 'Two networks made from the same initial weights share them: they train each other.',
    change: ({ manners }) => ({ manners: { ...manners, keepsGiven: true } }),
  }),
  mistake({ id: 'batch-altered', channel: 'manners', first: 'batch X altered',
    says: 'step() or predict() writes into the batch X it is given',
    right: RIGHT, mend: 'Work on a copy of X.',
    effect: 'The next network, or the next epoch, is given other rows.',
    change: ({ manners }) => ({ manners: { ...manners, altersX: true } }),
  }),
  mistake({ id: 'labels-altered', channel: 'manners', first: 'batch y altered',
    says: 'step() writes into the labels it is given',
    right: RIGHT, mend: 'Work on a copy of y.',
    effect: 'The next network, or the next epoch, is given other labels.',
    change: ({ manners }) => ({ manners: { ...manners, altersY: true } }),
  }),
];
