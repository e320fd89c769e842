import type { Word } from './word.ts';

/** How a penalty's λ stands before its sum, all that the program knows of it in one record. */
export interface LambdaRecord extends Word {
  /** Of Σw², whose gradient is 2w: half of it leaves λw. */
  readonly half: boolean;
  readonly over: 1 | 'batch' | 'rows';
}

const lambda = <const R extends LambdaRecord>(record: R): R => record;

export const LAMBDAS = [
  lambda({ name: 'λ', says: 'λ', alsoCalled: ['lambda', 'full'], half: false, over: 1 }),
  lambda({ name: 'λ/2', says: 'half of λ, whose gradient is λw', alsoCalled: ['lambda/2', 'half'], half: true, over: 1 }),
  lambda({ name: 'λ/B', says: 'λ over the rows of the batch', alsoCalled: ['lambda/B'], half: false, over: 'batch' }),
  lambda({ name: 'λ/2B', says: 'half of λ over the rows of the batch', alsoCalled: ['lambda/2B'], half: true, over: 'batch' }),
  lambda({ name: 'λ/n', says: 'λ over the training rows', alsoCalled: ['lambda/n'], half: false, over: 'rows' }),
  lambda({ name: 'λ/2n', says: 'half of λ over the training rows', alsoCalled: ['lambda/2n'], half: true, over: 'rows' }),
] as const;
