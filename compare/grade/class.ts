import { ITEMS, type Item } from './items.ts';
import type { Charged, Outcome, Status } from './outcome.ts';

/** What a class has in common, as data. */
export interface ClassSummary {
  readonly submissions: number;
  readonly statuses: Readonly<Partial<Record<Status, number>>>;
  readonly median: number | null; // of the scores, in percent
  /** The most frequent first. */
  readonly mistakes: readonly Counted[];
  /** Three that cost the class most: how many made it, times the points of what it costs. */
  readonly toTalkAbout: readonly Counted[];
  /** Submissions of which exactly the same is wrong. */
  readonly clusters: readonly Cluster[];
}

export interface Counted {
  /** A code where it has one, else what it is called. */
  readonly mistake: string;
  readonly code?: string;
  readonly item: Item;
  readonly name: string;
  readonly by: readonly string[];
}

export interface Cluster {
  readonly mistakes: readonly string[];
  readonly names: readonly string[];
  /** Whether it is seldom the same by chance: several mistakes that few make, or one that no formula gives. */
  readonly isUnusual: boolean;
}

const MOST_TALKED = 3;

export function summaryOf(outcomes: readonly Outcome[]): ClassSummary {
  const statuses: Partial<Record<Status, number>> = {};
  for (const { status } of outcomes) statuses[status] = (statuses[status] ?? 0) + 1;
  const shares = outcomes.map(({ score, outOf }) => (outOf === 0 ? 0 : (100 * score) / outOf)).toSorted((a, b) => a - b);
  const mistakes = countedOf(outcomes);
  return {
    submissions: outcomes.length,
    statuses,
    median: shares.length === 0 ? null : ((shares[Math.floor((shares.length - 1) / 2)] ?? 0) + (shares[Math.ceil((shares.length - 1) / 2)] ?? 0)) / 2,
    mistakes,
    toTalkAbout: mistakes.toSorted((a, b) => costOf(b) - costOf(a)).slice(0, MOST_TALKED),
    clusters: clustersOf(outcomes, mistakes),
  };
}

function costOf({ item, by }: Counted): number {
  return ITEMS[item].points * by.length;
}

/** What a mistake is counted by: its code, or what it is called. */
export function mistakeOf({ code, name }: Charged): string {
  return code ?? name;
}

/** What costs something, each once. */
export function chargedOf({ wrong }: Outcome): Charged[] {
  const counting = wrong.filter(({ accepted }) => accepted === undefined);
  return counting.filter((one, i) => counting.findIndex((other) => mistakeOf(other) === mistakeOf(one)) === i);
}

function countedOf(outcomes: readonly Outcome[]): Counted[] {
  const counted = new Map<string, Counted>();
  for (const outcome of outcomes) {
    for (const charged of chargedOf(outcome)) {
      const mistake = mistakeOf(charged);
      const { code, item, name } = charged;
      const before = counted.get(mistake) ?? { mistake, ...(code !== undefined && { code }), item, name: name.replace(/ \(in layer \d+\)$/, ''), by: [] };
      counted.set(mistake, { ...before, by: [...before.by, outcome.name] });
    }
  }
  return [...counted.values()].toSorted((a, b) => b.by.length - a.by.length || (a.mistake < b.mistake ? -1 : 1));
}

/** Submissions that chance alone would give such a set, were each mistake made by itself, below which it is unusual. */
const BY_CHANCE = 0.5;

function clustersOf(outcomes: readonly Outcome[], counted: readonly Counted[]): Cluster[] {
  const shareOf = new Map(counted.map(({ mistake, by }) => [mistake, by.length / outcomes.length]));
  const byChance = (mistakes: readonly string[]) => mistakes.reduce((expected, mistake) => expected * (shareOf.get(mistake) ?? 0), outcomes.length);
  const bySet = new Map<string, { mistakes: string[]; names: string[]; isUnusual: boolean }>();
  for (const outcome of outcomes) {
    const charged = chargedOf(outcome);
    const mistakes = charged.map(mistakeOf).toSorted();
    const isUnusual = (mistakes.length > 1 && byChance(mistakes) < BY_CHANCE) || charged.some(({ isOpen }) => isOpen);
    if (mistakes.length === 0) continue;
    const set = mistakes.join(' ');
    const cluster = bySet.get(set) ?? { mistakes, names: [], isUnusual };
    cluster.names.push(outcome.name);
    bySet.set(set, cluster);
  }
  const several = [...bySet.values()].filter(({ names }) => names.length > 1);
  return several.toSorted((a, b) => b.names.length - a.names.length || (a.mistakes.join() < b.mistakes.join() ? -1 : 1));
}
