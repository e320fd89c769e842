import { activationPages } from './activation.ts';
import { backwardPages } from './backward.ts';
import { batchPages } from './batch.ts';
import { decayPages } from './decay.ts';
import { derivativePages } from './derivative.ts';
import { forwardPages } from './forward.ts';
import { logarithmPages } from './logarithm.ts';
import { logitPages } from './logits.ts';
import { lossPages } from './loss.ts';
import { mannerPages } from './manners.ts';
import { outputGradientPages } from './output-gradient.ts';
import type { Page } from './page.ts';
import { ratePages } from './rate.ts';
import { softmaxPages } from './softmax.ts';
import { squaredErrorPages } from './squared-error.ts';
import { targetPages } from './targets.ts';
import { updatePages } from './update.ts';

/** Every page; loaded where one is asked for. */
export const PAGES: readonly Page[] = [
  ...forwardPages,
  ...activationPages,
  ...logitPages,
  ...targetPages,
  ...lossPages,
  ...softmaxPages,
  ...logarithmPages,
  ...outputGradientPages,
  ...batchPages,
  ...squaredErrorPages,
  ...derivativePages,
  ...backwardPages,
  ...decayPages,
  ...updatePages,
  ...ratePages,
  ...mannerPages,
];
