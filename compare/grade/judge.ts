import type { ChannelDiagnosis } from '../diagnose/channels/finding.ts';
import type { Diagnosis } from '../diagnose/diagnosis.ts';
import { BY_LAYER, ITEMS, type Item } from './items.ts';
import type { Charged, ItemResult, Status } from './outcome.ts';
import type { Rubric, RubricItem } from './rubric.ts';
import type { Trained } from './train-item.ts';

/** All that is known of a submission when it is judged. */
export interface Facts {
  readonly depth: number; // layers of weights
  readonly diagnosis?: Diagnosis | undefined;
  readonly channels?: ChannelDiagnosis | undefined;
  readonly trained?: Trained | undefined;
  readonly wrong: readonly Charged[];
  /** How it ended, where it did before all was asked. */
  readonly ended?: Exclude<Status, 'passed' | 'failed' | 'not run'> | undefined;
}

/** Each item by itself: what is wrong in one costs no other. */
export function judged(facts: Facts, { items }: Pick<Rubric, 'items'>): ItemResult[] {
  return items.map((ruled) => (ruled.item === 'trains' ? trainsResult(facts) : allOrNothing(itemResult(ruled.item, facts), ruled)));
}

function allOrNothing(result: ItemResult, { all }: RubricItem): ItemResult {
  return all && result.share !== null && result.share < 1 ? { ...result, share: 0 } : result;
}

function itemResult(item: Item, facts: Facts): ItemResult {
  const charged = facts.wrong.filter((one) => one.item === item && one.accepted === undefined);
  if (charged.length > 0) return { item, status: 'failed', share: 1 - lost(item, charged, facts.depth), says: charged.map(worded).join('; ') };
  if (isShownRight(item, facts)) return { item, status: 'passed', share: 1, says: 'right' };
  const status = facts.ended ?? 'not run';
  return {
    item,
    status,
    share: 0,
    says: facts.ended ? 'it ended before this was asked' : 'it could not be judged: what it needs is wrong, or was not answered',
  };
}

function worded({ code, name }: Charged): string {
  return code === undefined ? name : `${code}: ${name}`;
}

/** The part of an item's points that is lost: of items that are judged layer by layer, the layers that are wrong. */
function lost(item: Item, charged: readonly Charged[], depth: number): number {
  if (!BY_LAYER.includes(item) || charged.some(({ layers }) => layers === undefined)) return 1;
  const layers = new Set(charged.flatMap((one) => one.layers ?? []));
  const of = Math.max(1, item === 'hidden' ? depth - 1 : depth);
  return Math.min(1, layers.size / of);
}

/** Whether that an item is right was seen, or follows: where all that is wrong is named, nothing else is. */
function isShownRight(item: Item, { diagnosis, channels }: Facts): boolean {
  const verdict = diagnosis?.verdict;
  if (verdict === 'correct' || verdict === 'mistake' || verdict === 'computed') return true;
  const own: readonly string[] = ITEMS[item].channels;
  const states = (channels?.channels ?? []).filter(({ channel }) => own.includes(channel)).map(({ state }) => state);
  return states.length > 0 && states.every((state) => state === 'right' || state === 'implied');
}

/** A training that fails because of what is charged already does not count, for or against. */
function trainsResult({ trained, wrong, ended }: Facts): ItemResult {
  const item = 'trains';
  const known = wrong.some(({ accepted, item: at }) => accepted === undefined && at !== 'stability' && at !== 'loss');
  if (!trained) return { item, status: ended ?? 'not run', share: ended ? 0 : null, says: ended ? 'it ended before this was asked' : 'it was not asked' };
  if (trained.state === 'reached') return { item, status: 'passed', share: 1, says: trained.says };
  if (trained.state === 'not asked') return { item, status: 'not run', share: null, says: trained.says };
  if (known) return { item, status: 'failed', share: null, says: `${trained.says}; it follows from what is charged elsewhere, and does not count` };
  return { item, status: trained.state === 'too slow' ? 'timed out' : 'failed', share: 0, says: trained.says };
}

/** The points of all items that count, brought to the rubric's total. */
export function scoreOf(results: readonly ItemResult[], { items }: Pick<Rubric, 'items'>): { readonly score: number; readonly outOf: number } {
  const pointsOf = (item: Item) => items.find((one) => one.item === item)?.points ?? 0;
  const counting = results.filter(({ share }) => share !== null);
  const outOf = items.reduce((sum, { points }) => sum + points, 0);
  const most = counting.reduce((sum, { item }) => sum + pointsOf(item), 0);
  const got = counting.reduce((sum, { item, share }) => sum + pointsOf(item) * (share ?? 0), 0);
  return { score: most === 0 ? 0 : Math.round((100 * got * outOf) / most) / 100, outOf };
}
