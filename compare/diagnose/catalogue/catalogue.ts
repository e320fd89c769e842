import type { Setting, Suspect, Suspects } from '../mistake.ts';
import { activationMistakes } from './activation.ts';
import { backwardMistakes } from './backward.ts';
import { dataMistakes } from './data.ts';
import { derivativeMistakes } from './derivative.ts';
import { forwardMistakes } from './forward.ts';
import { lossMistakes } from './loss.ts';
import { mannerMistakes } from './manners.ts';
import { outputGradientMistakes } from './output-gradient.ts';
import { updateMistakes } from './update.ts';

/** In the order of a step; of mistakes that give the same numbers the first is named first, the most particular one. */
const GROUPS: readonly Suspects[] = [
  forwardMistakes,
  activationMistakes,
  outputGradientMistakes,
  derivativeMistakes,
  backwardMistakes,
  dataMistakes,
  lossMistakes,
  updateMistakes,
  mannerMistakes,
];

/** Every mistake that can be suspected of a network in this setting. */
export function catalogue(setting: Setting): Suspect[] {
  return GROUPS.flatMap((suspects) => suspects(setting));
}
