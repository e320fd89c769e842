import { z } from 'zod';

/** JSON has no NaN and no infinity: they are written as words and read back as numbers. */
export const float: z.ZodType<number, number | 'NaN' | 'Infinity' | '-Infinity'> = z.union([
  z.number(),
  z.enum(['NaN', 'Infinity', '-Infinity']).transform(Number),
]);
