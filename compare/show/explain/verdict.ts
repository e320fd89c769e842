import type { Effect, Explanation } from '../../explain/explanation.ts';
import { SCORES } from '../../explain/score.ts';
import { standardErrors } from '../../statistics/student.ts';
import { percent, score, scored, signed } from './numbers.ts';
import { capital, factorName, isMistake, listed, scoreName, valueWords } from './words.ts';

/** Below this part of the gap an effect is called small, above it one against the gap is called hiding. */
const SMALL = 0.02;
const HIDING = 0.05;

/** What the accounts say, in plain sentences that quote their numbers; the first says how large the gap is. */
export function verdict(explanation: Explanation): string[] {
  const { gap, effects } = explanation;
  if (isLuck(explanation)) return [gapSentence(explanation), noGap(explanation), ...references(explanation), ...divergence(explanation)];
  const main = effects.reduce((a, b) => (b.aloneFrom / gap > a.aloneFrom / gap ? b : a));
  const small = effects.filter((effect) => effect !== main && matters(effect, gap) < SMALL);
  const hiding = effects.filter((effect) => effect !== main && effect.aloneFrom / gap < -HIDING);
  const others = effects.filter((effect) => ![main, ...small, ...hiding].includes(effect));
  return [
    gapSentence(explanation),
    mainSentence(main, explanation),
    ...hiding.map((effect) => hidingSentence(effect, explanation)),
    ...others.map((effect) => otherSentence(effect, explanation)),
    ...smallSentence(small, gap),
    sharesSentence(explanation),
    ...references(explanation),
    ...divergence(explanation),
  ];
}

/** A gap whose 95 % interval reaches nothing. */
export function isLuck({ gap, gapDeviation, seeds }: Explanation): boolean {
  return gap === 0 || (gapDeviation !== undefined && Math.abs(gap) < (standardErrors(seeds.length) * gapDeviation) / Math.sqrt(seeds.length));
}

function matters({ aloneFrom, aloneTo, share }: Effect, gap: number): number {
  return Math.max(...[aloneFrom, aloneTo, share].map((effect) => Math.abs(effect / gap)));
}

function gapSentence({ task, from, to, cells, gap, seeds }: Explanation): string {
  const over = seeds.length === 1 ? 'one seed' : `mean ± standard deviation over ${seeds.length} seeds`;
  return (
    `${capital(from.title)}: ${scored(cells[0]!)}. ${capital(to.title)}: ${scored(cells.at(-1)!)}. ` +
    `The gap to explain is ${signed(gap)} (${scoreName({ task })}, ${over}).`
  );
}

function noGap({ gapDeviation, seeds }: Explanation): string {
  const luck = gapDeviation === undefined ? '' : ` (± ${gapDeviation.toFixed(4)} from seed to seed, ${seeds.length} seeds)`;
  return `That is no more than luck explains${luck}: there is nothing to share out among the settings.`;
}

function mainSentence({ factor, aloneFrom }: Effect, { from, cells, gap }: Explanation): string {
  return (
    `The ${factorName(factor)} alone explains ${percent(aloneFrom / gap)} of it: with ${valueWords(factor, factor.to)} instead of ` +
    `${valueWords(factor, factor.from)}, and nothing else changed, ${from.title} reaches ${score(cells[0]!.mean + aloneFrom)}.`
  );
}

/** A choice that moves against the gap covers up what the rest does. */
function hidingSentence({ factor, aloneFrom, aloneTo }: Effect, { from, to, cells, factors, interactions }: Explanation): string {
  const index = factors.indexOf(factor);
  const partner = interactions.find((found) => found.factors.length === 2 && found.factors.includes(index));
  const other = partner && factors[partner.factors.find((f) => f !== index)!];
  const hidden = other && isMistake(other) ? 'part of the mistake' : 'part of the gap';
  const start = cells[0]!.mean;
  return (
    `${capital(valueWords(factor, factor.from))} hides ${hidden}: without it (with ${valueWords(factor, factor.to)}) ${from.title} would have ` +
    `reached ${(start + aloneFrom).toFixed(2)}, not ${start.toFixed(2)}. ` +
    `With all else as in ${to.title}, the same change is worth ${signed(aloneTo)}.`
  );
}

function otherSentence({ factor, aloneFrom, aloneTo }: Effect, { gap, from, to }: Explanation): string {
  return (
    `The ${factorName(factor)} (${factor.from} → ${factor.to}) is worth ${signed(aloneFrom)} (${percent(aloneFrom / gap)} of the gap) ` +
    `changed alone from ${from.title}, ${signed(aloneTo)} changed last before ${to.title}.`
  );
}

function smallSentence(small: readonly Effect[], gap: number): string[] {
  if (small.length === 0) return [];
  const most = Math.max(...small.map((effect) => matters(effect, gap)));
  const alone = small.map(({ aloneFrom }) => signed(aloneFrom));
  const names = listed(small.map(({ factor }) => `the ${factorName(factor)}`));
  return [`${capital(names)} ${small.length === 1 ? 'matters' : 'matter'} by ${percent(most)} of the gap at most: alone ${listed(alone)}.`];
}

function sharesSentence({ effects, gap }: Explanation): string {
  const shares = effects.map(({ factor, share }) => `${factorName(factor)} ${signed(share)} (${percent(share / gap)})`);
  return `Averaged over every order of changing them (Shapley), the shares are ${listed(shares)}; together ${signed(gap)}, the gap.`;
}

/** What the document's experiment trains beside the combinations. */
function references({ references, cells, factors, from }: Explanation): string[] {
  const framework = references.find(({ id }) => id === 'framework');
  const converse = references.find(({ id }) => id === 'converse');
  const mended = cells[1 << factors.findIndex(isMistake)];
  return [
    ...(framework && mended
      ? [
          `${framework.title}, reaches ${scored(framework)}. ${capital(from.title)}, mended in that one line, differs from it by ${signed(mended.mean - framework.mean)}.`,
        ]
      : []),
    ...(converse ? [`The converse: ${converse.title}, falls to ${scored(converse)}; ${from.title} reached ${scored(cells[0]!)}.`] : []),
  ];
}

function divergence({ task, cells, references }: Explanation): string[] {
  const trainings = [...cells, ...references].reduce((sum, { diverged }) => sum + diverged, 0);
  return trainings === 0 ? [] : [`${trainings} of the trainings diverged; each counts with ${SCORES[task].nothing}.`];
}
