import { z } from 'zod';
import { ACTIVATIONS, type Activation } from '../../src/model/activations/activations.ts';
import type { HiddenLayer, ModelSpec } from '../../src/model/model-spec.ts';
import { isWritten } from '../../src/model/word.ts';
import type { Trained } from './trained.ts';

const count = z.int().positive();
const share = z.number().min(0).max(1);
const scale = z.object({ mean: z.array(z.number()), unit: z.array(z.number()) });

const hidden = z.object({
  units: count,
  activation: z.custom<Activation>((written) => typeof written === 'string' && isWritten(ACTIVATIONS, written)),
  bias: z.literal(false).exactOptional(),
  normalise: z.enum(['batch', 'layer']).exactOptional(),
  dropout: share.exactOptional(),
}) satisfies z.ZodType<HiddenLayer>;

const model = z.object({
  inputs: count,
  hidden: z.array(hidden),
  output: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('softmax'), classes: count }),
    z.object({ kind: z.literal('sigmoid'), threshold: share }),
    z.object({ kind: z.literal('sigmoids'), outputs: count, threshold: share }),
    z.object({ kind: z.enum(['linear', 'tanh']), outputs: count }),
  ]),
  outputBias: z.literal(false).exactOptional(),
  normalisation: z.object({ epsilon: z.number().nonnegative(), momentum: share, unbiased: z.boolean() }).exactOptional(),
  dropoutScaling: z.enum(['inverted', 'prediction']).exactOptional(),
}) satisfies z.ZodType<ModelSpec>;

/** What a file of trained weights says beside the weights. */
export const toldSchema = z.object({ model, features: scale, targets: scale.exactOptional(), classes: z.array(z.string()) }) satisfies z.ZodType<
  Omit<Trained, 'networks'>
>;

export const namesSchema = z.array(z.string()).min(1);
