import { markdownTable } from 'markdown-table';
import { AGREE, DIFFER } from '../../parity/gap.ts';
import type { ParityResult } from '../../results/schema.ts';
import { escapeMarkdown } from '../words/escape.ts';
import { exponent, flipped, furthest } from '../words/verdict.ts';

/** The re-anchored steps one by one, then the free-running drift. */
export function paritySection(parity: ParityResult): string {
  return [method(), checkTable(parity), driftTable(parity)].filter((part) => part !== '').join('\n\n');
}

function method(): string {
  return (
    'At each of these steps both networks were set to the same weights (those of the first network before that step, in float32) ' +
    'and took one step on the same batch: once at the learning rate of the run, once at 2<sup>20</sup>, where the change swamps the weights ' +
    'and shows the gradient free of their rounding. Differences are relative L2 in units of the gradient of a float64 reference; ' +
    "'rounding' is what float32 explains: the storing of the weights, and p − y where p is nearly y. " +
    `Beyond it a step agrees at or below ${exponent(AGREE)}, differs above ${exponent(DIFFER)}.`
  );
}

function checkTable({ baseline, other, checks }: ParityResult): string {
  const names = [baseline, other].map(escapeMarkdown);
  const head = [
    'step',
    'epoch',
    'rows',
    ...names.map((name) => `loss ${name}`),
    'relative',
    'furthest tensor',
    'difference',
    'rounding',
    ...names.map((name) => `${name} from float64`),
    'verdict',
  ];
  const rows = checks.map((check) => {
    const { name, relativeL2, floor } = furthest([check]);
    return [
      check.step,
      check.epoch,
      check.rows,
      ...check.losses.map((loss) => loss.toPrecision(8)),
      check.lossUntold ? 'not compared' : exponent(check.lossDifference),
      escapeMarkdown(`d${name}`),
      exponent(relativeL2),
      exponent(floor),
      ...check.fromReference.map(exponent),
      check.verdict,
    ].map(String);
  });
  return markdownTable([head, ...rows], { align: [...'rrrrrrlrrrr', 'l'] });
}

function driftTable({ freeRunning: { drift, partedAt, flip } }: ParityResult): string {
  if (drift.length < 2) return '';
  const rows = drift.map(({ step, weights, envelope }) => [String(step), exponent(weights), exponent(envelope)]);
  const table = markdownTable([['before step', 'weights, relative L2', 'envelope 10 × 1.3e-8·√t'], ...rows], { align: 'r' });
  return `Left to themselves, each on its own weights:\n\n${table}\n\n${parting({ partedAt, flip })}`;
}

function parting({ partedAt, flip }: Pick<ParityResult['freeRunning'], 'partedAt' | 'flip'>): string {
  if (flip) {
    return `They part at step ${flip.step} (epoch ${flip.epoch}): layer ${flip.layer}, unit ${flip.unit}, training row ${flip.row}, z = ${exponent(flip.z)}, ${flipped(flip)}.`;
  }
  if (partedAt === undefined) return 'They never leave the envelope.';
  return partedAt === 0 ? 'They do not begin from the same weights.' : `They leave the envelope at step ${partedAt}; no flip at a kink was found there.`;
}
