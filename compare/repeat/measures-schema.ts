import { z } from 'zod';
import { float } from '../../src/numbers/json-float.ts';

/** What is measured of the test rows; of each task its own. */
export const testMeasures = {
  loss: float,
  accuracy: z.number().optional().describe('of a classification, as the five that follow'),
  topK: z.number().optional().describe('the share of rows whose class is among the k of the largest outputs; where --top-k asks for it'),
  balancedAccuracy: float.optional(),
  macroF1: float.optional().describe('of several labels, too'),
  logLoss: float.optional().describe('of a softmax or one sigmoid'),
  auc: float.optional().describe('one class against the rest where there are more than two; of several labels their mean; NaN where nothing can be told apart'),
  rmse: float.optional().describe('of a regression, as the two that follow'),
  mae: float.optional(),
  r2: float.optional().describe('NaN where all test rows have one value'),
  exactMatch: z.number().optional().describe('of several labels: the share of rows of which every label is right'),
  hammingAccuracy: z.number().optional().describe('of several labels: the share of all labels that is right'),
} as const;
