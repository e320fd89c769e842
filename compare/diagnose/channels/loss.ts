import { logitsWidth } from '../../../src/model/model-spec.ts';
import type { Found } from './finding.ts';
import { finding, type Known, type Outcome, together, verdict } from './known.ts';
import { type Fit, fitted } from './loss-fit.ts';
import { overBatch } from './loss-over-batch.ts';
import { recovered } from './loss-recovery.ts';
import { ofOtherSquares } from './output-forms.ts';
import { penaltyInLoss } from './penalty-in-loss.ts';
import { times } from './search/numbers.ts';
import type { Row } from './table.ts';

/** The loss of single rows, what the weights add to it, and how those of a batch are put together. */
export async function examineLoss(known: Known, rows: readonly Row[]): Promise<Outcome> {
  const target = rows.map(({ loss }) => loss);
  if (target.every((loss) => loss === undefined)) return verdict('loss', 'not asked');
  if (target.every((loss) => Number.isNaN(loss))) {
    return finding('loss', {
      computed: 'the loss that step answers is always NaN',
      right: 'the loss of the batch, or none',
      severity: 'note',
      formulas: () => ({ reported: () => Number.NaN }),
    });
  }
  const t = target.map((loss) => loss ?? Number.NaN);
  const fit = fitted(known, rows, t) ?? recovered(known, rows, t);
  if (!fit) return verdict('loss', 'open');
  const penalty = fit.β === 0 ? undefined : await penaltyInLoss(known, (pass) => fit.a * fit.of(pass));
  const added = penalty?.outcome ?? { found: [], verdicts: [] };
  const plain = fit.right && fit.a === 1 ? verdict('loss', 'right') : lossFinding(known, fit, rows.length);
  return together(plain, added, await overBatch(known, fit, penalty?.value));
}

function lossFinding({ task }: Known, { text, a, of, form }: Fit, points: number): Outcome {
  const K = logitsWidth(task.model.output);
  const reported = text === 'the loss' ? `${times(a, K).replace('·', '')} times the loss` : `${times(a, K)}${text}`;
  return finding('loss', {
    computed: `the loss reported of a row is ${reported.replace(/^1 times /, '').replace('2·the half squared error', 'the squared error')}`,
    right: `the ${task.training.loss}`,
    evidence: { points, worst: 0 },
    ...(form?.reading && { reading: { ...form.reading, factor: a } }),
    ...(text === 'the loss' && { scaled: a, ...readingOf(task, a) }),
    formulas: () => ({ loss: (pass) => (a * of(pass)) / pass.X.rows }),
  });
}

function readingOf(task: Known['task'], a: number): Pick<Found, 'reading'> {
  const { reading } = ofOtherSquares(task, a);
  return reading ? { reading } : {};
}
