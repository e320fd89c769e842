import { z } from 'zod';

const count = z.int().nonnegative();
const base64 = z
  .string()
  .regex(/^[A-Za-z0-9+/]*={0,2}$/)
  .describe('bytes, in base64');

const image = z.object({ rows: count, cols: count }).describe('the features of a row are the pixels of an image of this size, row by row');

const layer = z.object({
  units: count,
  activation: z.string(),
  silent: z.number().describe('the share of activations that are exactly 0'),
  dead: count.describe('units that say the same of every test row: 0 always for ReLU, else within 0.01'),
  from: z.number(),
  to: z.number(),
  counts: z
    .array(count)
    .describe('of the activations that are not 0, in equal bins between from and to, what lies beyond in the outer ones; the same bins for every network'),
});

const network = z.object({
  name: z.string(),
  layers: z.array(layer).describe("the hidden layers on the test rows, by a float64 forward pass on the network's weights"),
  firstLayer: z
    .object({ units: count, largest: z.number(), weights: base64 })
    .optional()
    .describe('W1 of the first units, a byte a weight, unit by unit: 0 is −largest, 255 is +largest; largest is of all networks'),
  surface: base64.optional().describe('the class and how surely it is said, at every point of the plane: class · 16 + 0 … 15, top row first'),
});

const misclassified = z.object({
  total: count.describe('test rows that a network classifies wrongly'),
  rows: z.array(z.object({ row: count, label: count, pixels: base64.describe('0 … 255 from the darkest pixel of all test rows to the brightest') })),
});

const axis = z.object({ feature: z.string(), from: z.number(), to: z.number() });
const plane = z
  .object({ size: count, x: axis, y: axis, points: z.array(z.tuple([z.number(), z.number(), count])).describe('test rows: x, y, class') })
  .describe('two features: where the grid of the surfaces lies, in the units of the data');

/** What the networks look like inside, as bytes where there is much of it: enough to draw the pictures again. */
export const insideSchema = z.object({
  image: image.optional(),
  networks: z.array(network),
  misclassified: misclassified.optional(),
  plane: plane.optional(),
});

export type Inside = z.infer<typeof insideSchema>;
export type NetworkInside = Inside['networks'][number];
export type LayerActivity = NetworkInside['layers'][number];
export type Plane = NonNullable<Inside['plane']>;
export type Misclassified = NonNullable<Inside['misclassified']>;
