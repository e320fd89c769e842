import type { Task } from '../../../src/model/training-spec.ts';
import { draw, masksFor, part } from './draws.ts';
import type { Asker, Question, Reply } from './questions.ts';

/** A question with what the network answered. */
export interface Exhibit {
  readonly question: Question;
  readonly reply: Reply;
}

/** A rate at which the weights' own rounding drowns in their change. */
export const BIG = 2 ** 20;
const BATCHES: readonly { readonly rows: number; readonly rate: number; readonly steps: number; readonly weights: 1 | 2; readonly shorter?: number }[] = [
  { rows: 1, rate: BIG, steps: 1, weights: 1 },
  { rows: 2, rate: BIG, steps: 1, weights: 2 },
  { rows: 5, rate: BIG, steps: 1, weights: 1 },
  { rows: 5, rate: 0.125, steps: 1, weights: 2 },
  { rows: 3, rate: 0, steps: 1, weights: 2 },
  { rows: 7, rate: 2 ** -6, steps: 4, weights: 1 },
  { rows: 5, rate: 0.125, steps: 4, weights: 2, shorter: 3 },
];

/** Rows below which what is normalised over a batch is mostly rounding. */
const LEAST = 5;

export function ofBatches({ model }: Task): boolean {
  return model.hidden.some(({ normalise }) => normalise);
}

/** Questions from which no form is made: other weights, other rows, batches of every kind, several steps. */
export async function exhibitsOf(asker: Asker, task: Task, seed: number): Promise<Exhibit[]> {
  const draws = { 1: draw(task, seed + 1, 14), 2: draw(task, seed + 2, 14) };
  const exhibits: Exhibit[] = [];
  const least = ofBatches(task) ? LEAST : 1;
  for (const [q, { rows: few, rate, steps, weights, shorter = few }] of BATCHES.entries()) {
    const rows = Math.max(few, least);
    const from = draws[weights];
    const title = `${steps > 1 ? `${steps} steps` : 'a step'} of ${rows} row${rows > 1 ? 's' : ''} at rate ${rate}`;
    const each = Array.from({ length: steps }, (_, t) => {
      const B = t % 2 === 1 ? Math.max(shorter, least) : rows;
      const start = (3 * t) % (15 - rows);
      return { ...part(from, start, start + B), rate, ...masksFor(task, B, seed + q + t) };
    });
    const question = { title, weights: from.weights, steps: each, rows: from.X };
    const reply = await asker.ask(question);
    if (reply) exhibits.push({ question, reply });
  }
  return exhibits;
}
