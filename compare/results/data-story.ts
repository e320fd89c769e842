import { z } from 'zod';
import { float } from '../../src/numbers/json-float.ts';

const count = z.int().nonnegative();

/** What was made of the columns of the file: src/data/columns/story.ts, its first columns, and the whole in words. */
export const dataStorySchema = z.object({
  says: z.object({ label: z.string(), features: z.string(), rows: z.string() }).describe('all of it in words'),
  label: z.object({
    columns: z.array(count).describe('from 0; several of a label written one-hot, or of several targets'),
    names: z.array(z.string()),
    reason: z.string().describe('how it was found'),
    classes: z.array(z.object({ name: z.string(), rows: count })).optional(),
    ranges: z
      .array(z.tuple([float, float]))
      .optional()
      .describe("of a regression: each target's smallest and largest"),
  }),
  columns: z
    .array(
      z.object({
        index: count,
        name: z.string(),
        kind: z.enum(['numbers', 'percentages', 'booleans', 'dates', 'words', 'mixed']),
        use: z.enum(['label', 'feature', 'group', 'left out']),
        why: z.string().optional().describe('it is left out; or how its cells are written'),
        inputs: count.describe("of the network's"),
        missing: count,
        distinct: count.describe('different values; 1001 where there are more than a thousand'),
        from: float.optional(),
        to: float.optional(),
        words: z.array(z.string()).optional().describe('the three most frequent'),
        histogram: z.array(count).describe('rows in twelve parts from the smallest number to the largest; of words those of the most frequent'),
      }),
    )
    .describe('the first hundred'),
  rows: count.describe('of the file'),
  dropped: z.array(z.object({ why: z.string(), rows: count })),
});

export type StoredStory = z.infer<typeof dataStorySchema>;
