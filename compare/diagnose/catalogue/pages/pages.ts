import { activationPages } from './activation.ts';
import { backwardPages } from './backward.ts';
import { derivativePages } from './derivative.ts';
import { forwardPages } from './forward.ts';
import { lossPages } from './loss.ts';
import { outputGradientPages } from './output-gradient.ts';
import type { Page } from './page.ts';
import { targetPages } from './targets.ts';

/** Every page; loaded where one is asked for. */
export const PAGES: readonly Page[] = [
  ...forwardPages,
  ...activationPages,
  ...targetPages,
  ...lossPages,
  ...outputGradientPages,
  ...derivativePages,
  ...backwardPages,
];
