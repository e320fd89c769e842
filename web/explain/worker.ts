import { PAGES } from '../../compare/diagnose/catalogue/pages/pages.ts';
import { mistakeOf, TRAINING } from '../../compare/diagnose/catalogue/pages/told.ts';
import type { Mistake } from '../../compare/diagnose/mistake.ts';
import { shapleyShares } from '../../compare/explain/shapley.ts';
import { planOf } from '../learn/curves/plan.ts';
import { type Trained, trainedWith } from '../learn/curves/trained.ts';
import type { Asked, Story } from './story.ts';

/** The document's mistakes, as a diagnosis names them. */
const IDS = ['mean-twice', 'log-plus-epsilon'];

/** Rows that batches of 1 to 64 divide. */
const FULL_ROWS = 128;

/** Small batches take more steps in an epoch, and need fewer of them. */
const epochsOf = (batchSize: number) => 10 * Math.round(Math.sqrt(batchSize));

self.addEventListener('message', async ({ data }: MessageEvent<Asked>) => {
  self.postMessage(await storyOf(data));
});

async function storyOf({ batchSize }: Asked): Promise<Story> {
  const mistakes = PAGES.filter(({ id }) => IDS.includes(id)).flatMap((page) => mistakeOf(page) ?? []);
  const meanTwice = mistakes.filter(({ id }) => id === 'mean-twice');
  const { learningRate } = TRAINING;
  // bit m of a cell: mistake m is mended
  const cells: Trained[] = [];
  for (let mask = 0; mask < 2 ** mistakes.length; mask++) {
    cells.push(await trainedWith(mistakes.filter((_, m) => (mask & (1 << m)) === 0), planOf(undefined, { batchSize, epochs: epochsOf(batchSize) }))); // biome-ignore format: one cell
  }
  const [wrong, right] = [cells[0], cells.at(-1)] as [Trained, Trained];
  const last = ({ accuracy }: Trained) => accuracy.at(-1) ?? NaN;
  const shares = shapleyShares(cells.map(last));
  return {
    batchSize,
    learningRate,
    right,
    wrong,
    undone: { full: await apart(meanTwice, batchSize, FULL_ROWS), all: await apart(meanTwice, batchSize) },
    gap: { right: last(right), wrong: last(wrong), shares: mistakes.map(({ name }, m) => ({ name, share: shares[m] ?? NaN })) },
  };
}

/** How far at most the loss of an epoch is from the right one's, with mistakes in, at a rate as many times as large as a batch has rows. */
async function apart(mistakes: readonly Mistake[], batchSize: number, rows?: number): Promise<number> {
  const given = { batchSize, epochs: epochsOf(batchSize), ...(rows !== undefined && { rows }) };
  const right = await trainedWith([], planOf(undefined, given));
  const undone = await trainedWith(mistakes, planOf(undefined, { ...given, learningRate: TRAINING.learningRate * batchSize }));
  return Math.max(...right.loss.map((loss, i) => Math.abs((undone.loss[i] ?? Infinity) - loss)));
}
