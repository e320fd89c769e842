import { short } from '../figures.ts';

/** The effect of what goes wrong by the number of rows in a batch. */
export function byRows(batchSize: number, effect: string): string {
  return batchSize === 1 ? 'None as long as every batch has one row.' : effect;
}

/** 'your learning rate is really 0.1/64 = 0.001563' */
export function reallyDivided(learningRate: number, divisor: number): string {
  return `your learning rate is really ${short(learningRate)}/${short(divisor)} = ${short(learningRate / divisor)}`;
}

export function reallyTimes(learningRate: number, factor: number): string {
  return `your learning rate is really ${short(learningRate)}·${short(factor)} = ${short(learningRate * factor)}`;
}
