import type { Setting, Suspect } from '../mistake.ts';
import { type Entry, suspectsOf } from '../record.ts';
import { activationMistakes } from './activation.ts';
import { backwardMistakes } from './backward.ts';
import { dataMistakes } from './data.ts';
import { derivativeMistakes } from './derivative.ts';
import { forwardMistakes } from './forward.ts';
import { lossMistakes } from './loss.ts';
import { mannerMistakes } from './manners.ts';
import { optimiserMistakes } from './optimiser.ts';
import { outputGradientMistakes } from './output-gradient.ts';
import { droppedMistakes, rateMistakes } from './rate.ts';
import { clippingMistakes, decayMistakes } from './regularisation.ts';

/** In the order of a step; of mistakes that give the same numbers the first is named first, the most particular one. */
const CATALOGUE: readonly Entry[] = [
  ...forwardMistakes,
  ...activationMistakes,
  ...outputGradientMistakes,
  ...derivativeMistakes,
  ...backwardMistakes,
  ...dataMistakes,
  ...lossMistakes,
  ...[...optimiserMistakes, ...decayMistakes, ...droppedMistakes, ...clippingMistakes, ...rateMistakes],
  ...mannerMistakes,
];

/** Every mistake that can be suspected of a network in this setting. */
export function catalogue(setting: Setting): Suspect[] {
  return CATALOGUE.flatMap((entry) => suspectsOf(entry, setting));
}
