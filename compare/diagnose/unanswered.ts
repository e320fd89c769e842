import { MAGNIFIED } from './probe-plan.ts';

/** A probe at which the network threw, or answered with something of another shape. */
export interface UnansweredProbe {
  readonly probe: string; // as a sentence names it
  readonly asked?: Question; // where it threw
  readonly said: string; // the message, with its place
}

/** One question put to a network. */
export interface Question {
  readonly call: string; // 'step() on 64 rows', 'a network 5 → 3 (softmax)'
  readonly learningRate?: number;
}

/** 'step() on 64 rows at learning rate 2^20' */
export function wordAsked({ call, learningRate }: Question): string {
  return learningRate === undefined ? call : `${call} at learning rate ${learningRate === MAGNIFIED ? '2^20' : learningRate}`;
}

/** Of a step that nobody trains with, why it is asked for; else nothing. */
export function wordPurpose(asked: readonly (Question | undefined)[]): string {
  return asked.some((one) => one?.learningRate === MAGNIFIED) ? ' No training takes a step at 2^20: so large a one shows the gradient itself.' : '';
}
