import type { Suspects } from '../mistake.ts';
import { optimiserMistakes } from './optimiser.ts';
import { droppedMistakes, rateMistakes } from './rate.ts';
import { clippingMistakes, decayMistakes } from './regularisation.ts';

/** Mistakes in the step down the gradient, and in what is carried from one step to the next. */
export const updateMistakes: Suspects = (setting) => [
  ...optimiserMistakes(setting),
  ...decayMistakes(setting),
  ...droppedMistakes(setting),
  ...clippingMistakes(),
  ...rateMistakes(setting),
];
