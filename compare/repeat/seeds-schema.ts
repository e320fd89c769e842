import { z } from 'zod';
import { float } from '../../src/numbers/json-float.ts';
import { CURVES, MEASURES, type Measure } from '../../src/run/metrics/measures.ts';

const count = z.int().nonnegative();

/** Those of the task. */
const measures = Object.fromEntries(MEASURES.map((measure) => [measure, float.optional()])) as Record<Measure, z.ZodOptional<typeof float>>;

const spread = z.object({ mean: float, sd: float.optional().describe('divisor n − 1; absent of fewer than two seeds') });
const band = z.object({ mean: z.array(float), sd: z.array(float).describe('divisor n − 1; 0 of one seed') });

const network = z.object({
  name: z.string(),
  runs: z.array(z.object({ seed: count, ...measures, trainSeconds: float })).describe('after the last update; of the seeds that it completed'),
  diverged: z.array(z.object({ seed: count, epoch: count, step: count })).describe('left out of all that follows'),
  spread: z.partialRecord(z.enum(MEASURES), spread),
  curves: z.partialRecord(z.enum(CURVES), band).describe('one value an epoch, over the seeds that it completed'),
});

const comparedMeasure = z.object({
  measure: z.enum(MEASURES),
  differences: z.array(float).describe('other − baseline, a seed each, in the order of `seeds`'),
  mean: float,
  sd: float.optional(),
  interval: z.tuple([float, float]).optional().describe('95 %, of the mean, by the bootstrap over seeds'),
  differencePValue: float.optional().describe("Student's paired t test, two-sided; the sign test where all differences are equal"),
  equivalencePValue: float.optional().describe('two one-sided t tests against the margin; of accuracies, of labels that of Hamming, or of R², alone'),
});

const pair = z.object({
  baseline: z.string(),
  other: z.string(),
  seeds: z.array(count).describe('those that both completed'),
  measures: z.array(comparedMeasure).describe('none where no seed is left'),
});

/** The part of results.json that repeated seeds add. The rest of it is the run of the first seed. */
export const seedsSchema = z.object({
  seeds: z.array(count),
  task: z.enum(['regression', 'labels']).optional().describe('where it is not classification'),
  varied: z.array(z.string()).describe('what the seed decides: initial weights, order of the rows, split'),
  margin: z.number().describe('of accuracy, of labels that of Hamming, or of R², set before the run: networks this close are taken for equally good'),
  networks: z.array(network),
  pairs: z.array(pair).describe('every other network against the first'),
});

export type Seeds = z.infer<typeof seedsSchema>;
export type SeedsNetwork = Seeds['networks'][number];
export type SeedsPair = Seeds['pairs'][number];
export type ComparedMeasure = SeedsPair['measures'][number];
