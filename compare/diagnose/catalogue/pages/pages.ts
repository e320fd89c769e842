import { activationPages } from './activation.ts';
import { backwardPages } from './backward.ts';
import { decayPages } from './decay.ts';
import { derivativePages } from './derivative.ts';
import { forwardPages } from './forward.ts';
import { lossPages } from './loss.ts';
import { mannerPages } from './manners.ts';
import { outputGradientPages } from './output-gradient.ts';
import type { Page } from './page.ts';
import { targetPages } from './targets.ts';
import { updatePages } from './update.ts';

/** Every page; loaded where one is asked for. */
export const PAGES: readonly Page[] = [
  ...forwardPages,
  ...activationPages,
  ...targetPages,
  ...lossPages,
  ...outputGradientPages,
  ...derivativePages,
  ...backwardPages,
  ...decayPages,
  ...updatePages,
  ...mannerPages,
];
