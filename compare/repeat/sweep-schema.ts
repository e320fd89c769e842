import { z } from 'zod';
import { float } from '../../src/numbers/json-float.ts';
import { testMeasures } from './measures-schema.ts';

const count = z.int().nonnegative();

const trained = z.object({
  name: z.string(),
  trainAccuracy: z.number().optional(),
  trainRmse: float.optional().describe('of a regression, in place of an accuracy'),
  trainHammingAccuracy: z.number().optional().describe('of several labels'),
  test: z.object(testMeasures).optional().describe('after the last update; a diverged network has none'),
  surface: z.string().optional().describe("as inside.networks' surfaces, on the same grid"),
});

/** The same data and training, by networks of one hidden layer that grows. */
export const sweepSchema = z.object({
  activation: z.string(),
  widths: z.array(z.object({ width: count, parameters: count, networks: z.array(trained) })),
});

export type Sweep = z.infer<typeof sweepSchema>;
export type SweptWidth = Sweep['widths'][number];
