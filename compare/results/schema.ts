import { z } from 'zod';
import { float } from '../../src/numbers/json-float.ts';
import { insideSchema } from '../inside/schema.ts';
import { testMeasures } from '../repeat/measures-schema.ts';
import { seedsSchema } from '../repeat/seeds-schema.ts';
import { sweepSchema } from '../repeat/sweep-schema.ts';
import { dataStorySchema } from './data-story.ts';
import { RESULTS_VERSION } from './version.ts';

const count = z.int().nonnegative();

const epoch = z.object({
  epoch: count,
  trainLoss: float.describe('row-weighted mean of the batch losses, each before its update'),
  trainAccuracy: z.number().optional().describe("of a classification; this and all that follow but the seconds: after the epoch's last update"),
  trainRmse: float.optional().describe("of a regression, in the values' own units; of several values the mean"),
  trainHammingAccuracy: z.number().optional().describe('of several labels: the share of all labels that is right'),
  validationLoss: float,
  validationAccuracy: z.number().optional(),
  validationRmse: float.optional(),
  validationHammingAccuracy: z.number().optional(),
  trainSeconds: z.number().describe('the steps alone'),
  evaluationSeconds: z.number(),
});

const share = z.number().min(0).max(1);

const label = z.object({
  right: count.describe('test rows that have the label and are predicted to'),
  wrong: count.describe('predicted to, but have it not'),
  missed: count.describe('have it, but are not predicted to'),
  f1: float,
  auc: float,
});

const network = z.object({
  name: z.string(),
  description: z.string().describe('what did the arithmetic: kernels or runtime, versions, float type'),
  source: z.object({ file: z.string(), text: z.string() }).optional().describe("of a network of the reader's own: its file, as it was when the run began"),
  epochs: z.array(epoch),
  stepLosses: z.object({ every: count, losses: z.array(float) }).describe('the batch loss before steps 1, 1 + every, 1 + 2·every, …'),
  earlyStopping: z
    .object({ best: count, restored: z.boolean() })
    .optional()
    .describe('the epoch that was best, and whether the network was given back its weights: the test rows, and all that is said of the end, are of it then'),
  diverged: z
    .object({ epoch: count, step: count, loss: float })
    .optional()
    .describe('the first step whose loss was not finite, or the last of the epoch after which the weights were not; the training ended there'),
  test: z
    .object({
      ...testMeasures,
      predictions: z
        .array(z.number())
        .describe("a class for each test row; of a regression the row's values, of several labels its 0s and 1s, one row after the other"),
      confusion: z.array(z.array(count)).optional().describe('[true class][predicted class]'),
      labels: z.array(label).optional().describe('of several labels, each by itself'),
      calibration: z
        .array(z.object({ count: z.int().positive(), confidence: share, share }))
        .optional()
        .describe('predictions by the tenth that their probability lies in: how many, its mean, and the share that came true'),
    })
    .optional()
    .describe('after the last update, or with the weights of the best epoch under early stopping; a diverged network has none'),
});

const verdict = z.enum(['agree', 'unresolved', 'warning', 'differ']);
const tensorDifference = z.object({
  name: z.string(),
  relativeL2: float.describe('‖Δa − Δb‖ / ‖Δ of the float64 reference‖'),
  relativeMax: float,
  floor: float.describe('of relativeL2: what rounding to float32 alone explains'),
});

const check = z.object({
  step: count,
  epoch: count,
  rows: count,
  losses: z.tuple([float, float]),
  lossUntold: z.literal(true).optional().describe('one of the networks tells no loss, nor can it be had from its predictions: the losses are not compared'),
  lossDifference: float,
  lossFloor: float,
  update: z.array(tensorDifference).describe("one step at the run's own learning rate"),
  gradient: z.array(tensorDifference).describe('one step at learning rate 2^20, where storing the weights rounds nothing away'),
  running: z
    .array(tensorDifference)
    .optional()
    .describe('the running statistics of batch normalisation after the step, in units of how far it moves them; absent where there are none'),
  runningUntold: z.literal(true).optional().describe('one of the networks keeps its running statistics to itself: they are not compared'),
  fromReference: z.tuple([float, float]).describe("relative L2 of each network's gradient from the float64 reference"),
  verdict,
});

const parity = z.object({
  baseline: z.string(),
  other: z.string(),
  verdict,
  checks: z.array(check).describe('both networks set to the same weights, one step on the same batch'),
  freeRunning: z.object({
    drift: z.array(z.object({ step: count, weights: float, envelope: float })),
    partedAt: count.optional(),
    flip: z
      .object({
        step: count,
        epoch: count,
        layer: count,
        unit: count,
        row: count,
        z: z.number(),
        activation: z.string().optional(),
        kink: z.number().optional(),
      })
      .optional(),
  }),
});

/** results.json: everything that one comparison computed, enough to write its report again. Each part by itself; see consistency.ts for how they fit. */
export const comparisonSchema = z.object({
  version: z.literal(RESULTS_VERSION),
  program: z.object({ version: z.string(), node: z.string() }),
  command: z.string().describe('repeats the run'),
  settings: z.record(z.string(), z.unknown()),
  data: z.object({
    name: z.string(),
    description: z.string(),
    classes: z.array(z.string()).describe('none of a regression, or of several labels'),
    labels: z.array(z.string()).optional().describe('the names of the labels that a row may have several of'),
    targets: z.array(z.string()).optional().describe('the names of the values that a regression predicts'),
    truth: z.array(z.number()).optional().describe('of a regression: the values of the test rows, as predictions are'),
    rows: z.object({ train: count, validation: count, test: count }),
    features: count,
    story: dataStorySchema.optional().describe('of data from files: which column is the label and why, and what the others became'),
  }),
  model: z.object({
    description: z.string(),
    parameters: count,
    training: z.string().optional().describe('optimiser, loss and what else is not as usual; absent of a run before it could be chosen: SGD'),
  }),
  plan: z.object({ stepsPerEpoch: count, steps: count, lastBatchRows: count }),
  networks: z.array(network),
  parity: z.array(parity),
  diagnoses: z
    .array(
      z.object({
        network: z.string(),
        verdict: z.enum(['correct', 'unfinished', 'mistake', 'computed', 'partly', 'unknown']),
        codes: z.array(z.string()).optional().describe('of the mistakes that were named: MLP305, which `mlp-compare explain-mistake` explains'),
        wrong: z.array(z.string()).optional().describe('what is wrong, a sentence each, without its full stop'),
        text: z.string(),
        markdown: z.string(),
      }),
    )
    .optional()
    .describe('of the networks whose steps differ from those of the first'),
  warnings: z.array(z.string()),
  mcnemar: z
    .array(z.object({ baseline: z.string(), other: z.string(), onlyFirst: count, onlySecond: count, pValue: z.number() }))
    .optional()
    .describe("McNemar's exact test on the test rows: how many only one of the two has right"),
  seeds: seedsSchema.optional(),
  finished: z.iso.datetime().optional(),
  stopped: z.array(z.string()).optional().describe('of a run that was stopped: what it had yet to do; all else is of what it had finished'),
  inside: insideSchema.optional(),
  sweep: sweepSchema.optional(),
});

/** All that a run computed, as plain data: what results.json holds. */
export type Comparison = z.infer<typeof comparisonSchema>;
export type NetworkResult = Comparison['networks'][number];
export type ParityResult = Comparison['parity'][number];
export type Check = ParityResult['checks'][number];
