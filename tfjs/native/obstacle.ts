import { calledAs } from '../../src/host/called-as.ts';

/** What stands between this machine and native TensorFlow: what is missing, why it is needed, what to do. */
export class Obstacle extends Error {
  readonly why: string;
  readonly remedy: string;

  constructor(what: string, why: string, remedy: string) {
    super(what);
    this.name = 'Obstacle';
    this.why = why;
    this.remedy = remedy;
  }
}

/** The one message a reader gets for an obstacle; four lines and no stack trace. */
export function describeObstacle(obstacle: Obstacle): string {
  return [
    `Native TensorFlow was not installed: ${obstacle.message}`,
    `  Why:     ${obstacle.why}`,
    `  Do this: ${obstacle.remedy}`,
    `  Until then the comparison goes on with TensorFlow.js on wasm: ${calledAs('compare')}`,
  ].join('\n');
}

/** No room left on the disk, whichever step ran into it. */
export function diskFull(folder: string): Obstacle {
  return new Obstacle(
    'the disk is full.',
    `Everything is made under ${folder}; what was half-made there has been removed again.`,
    `Free about 1.3 GB on that disk, then run again: ${calledAs('native')}`,
  );
}
