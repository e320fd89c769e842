/** The textbook as a reader's module: it has every method that a network may have. */

import { defineNetwork } from 'mlp-compare/plugin';
import { PlainNetwork } from '../../../../scratch/plain.ts';

export default defineNetwork((model, initial, training) => new PlainNetwork({ model, training }, initial));
