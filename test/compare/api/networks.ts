import type { NetworkMaker } from '../../../compare/networks/define-network.ts';
import { PlainNetwork } from '../../../scratch/plain.ts';
import { textbook } from '../../../scratch/textbook.ts';
import { scale } from '../../../src/numbers/algebra.ts';

/** Networks as a program has them, as functions. */
export const right: NetworkMaker = (model, initial, training) => new PlainNetwork({ model, training }, initial);

export const meanTwice: NetworkMaker = (model, initial, training) =>
  new PlainNetwork({ model, training }, initial, 'float64', { ...textbook, lossGradient: (pass) => scale(textbook.lossGradient(pass), 1 / pass.X.rows) });
