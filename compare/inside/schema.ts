import { z } from 'zod';
import { float } from '../../src/numbers/json-float.ts';

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

const histogram = z
  .object({ from: z.number(), to: z.number(), counts: z.array(count), zeros: count })
  .describe('equal bins between from and to, what lies beyond in the outer ones; values that are exactly 0 apart');

const course = z.object({
  rows: count.describe('validation rows on which dead units were looked for'),
  epochs: z.array(
    z.object({
      epoch: count,
      step: count.describe('the last of the epoch'),
      updates: z.array(float).describe('‖ΔW‖/‖W‖ of that step, layer by layer; none where it updated nothing'),
      dead: z.array(z.object({ layer: count, units: count, dead: count })).describe('of each layer of ReLUs the units that are 0 on all these rows'),
    }),
  ),
  histograms: z
    .array(z.object({ epoch: count, layer: count, weights: histogram, gradients: histogram }))
    .describe(
      'of W at the first, the middle and the last of these epochs: weights after it, and log10 |∂L/∂w| of the batch of its last step, by the textbook in float64; the same bins for every network and epoch',
    ),
});

const firstInputs = z
  .array(z.object({ unit: count, norm: z.number(), top: z.array(z.object({ feature: z.string(), weight: z.number() })) }))
  .describe("units of the first layer, those whose weights are largest in the first network, and the inputs with each one's largest weights");

const landscape = z.object({
  network: z.string().optional().describe('absent before the first step, where all begin alike'),
  epoch: count,
  step: count.describe('at the weights before it'),
  rows: count.describe('of its batch: the loss is theirs'),
  learningRate: z.number(),
  gradient: z.number().describe('‖g‖'),
  reach: z.number().describe('the largest t'),
  line: z.array(float).describe('the loss at w − t·g, t from −reach/5 to reach, evenly'),
  plane: z
    .array(z.array(float))
    .describe(
      'the loss at w − t·g + s·d, t as in the line, s from −0.6·reach to 0.6·reach, a row for each s; d is as long as g, at a right angle to it, and else drawn at random',
    ),
});

const network = z.object({
  name: z.string(),
  layers: z.array(layer).describe("the hidden layers on the test rows, by a float64 forward pass on the network's weights"),
  firstLayer: z
    .object({ units: count, largest: z.number(), weights: base64 })
    .optional()
    .describe('W1 of the first units, a byte a weight, unit by unit: 0 is −largest, 255 is +largest; largest is of all networks'),
  firstInputs: firstInputs.optional(),
  course: course.optional().describe('how training went: what there is to be seen around the last step of some epochs'),
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
  landscapes: z.array(landscape).optional(),
  misclassified: misclassified.optional(),
  plane: plane.optional(),
});

export type Inside = z.infer<typeof insideSchema>;
export type NetworkInside = Inside['networks'][number];
export type Histogram = z.infer<typeof histogram>;
export type Course = NonNullable<NetworkInside['course']>;
export type FirstInputs = NonNullable<NetworkInside['firstInputs']>;
export type Landscape = NonNullable<Inside['landscapes']>[number];
export type LayerActivity = NetworkInside['layers'][number];
export type Plane = NonNullable<Inside['plane']>;
export type Misclassified = NonNullable<Inside['misclassified']>;
