import { ITEMS, type Item } from '../../grade/items.ts';
import type { Charged, ItemResult, Outcome } from '../../grade/outcome.ts';
import type { Reveal, Rubric, RubricItem } from '../../grade/rubric.ts';

/** An item as a student, or a teacher, sees it. */
export interface ShownItem {
  readonly item: Item;
  readonly says: string;
  readonly status: ItemResult['status'];
  readonly points: number | null; // null where it does not count
  readonly outOf: number;
  readonly hidden: boolean;
  /** A sentence, as much as may be revealed. */
  readonly told: string;
  readonly wrong: readonly Charged[];
}

/** The items of an outcome with their points, hidden ones too. */
export function shownItems({ items, wrong, said }: Outcome, rubric: Rubric, reveal: Reveal): ShownItem[] {
  const ruledBy = new Map(rubric.items.map((ruled) => [ruled.item, ruled]));
  return items.flatMap((result) => {
    const ruled = ruledBy.get(result.item);
    const own = wrong.filter(({ item, accepted }) => item === result.item && accepted === undefined);
    return ruled ? [shownItem(result, ruled, own, toldIn(result, own, reveal, said))] : [];
  });
}

function shownItem({ item, status, share }: ItemResult, { points, hidden }: RubricItem, wrong: readonly Charged[], told: string): ShownItem {
  const got = share === null ? null : Math.round(100 * share * points) / 100;
  return { item, says: ITEMS[item].says, status, points: got, outOf: points, hidden, told, wrong };
}

/** What is wrong; else why it was not judged, which nothing need be kept back of. */
function toldIn({ status, says }: ItemResult, wrong: readonly Charged[], reveal: Reveal, said: string | undefined): string {
  if (wrong.length > 0) return wrong.map((charged) => toldOf(charged, reveal)).join(' ');
  const isEnded = status === 'crashed' || status === 'timed out';
  return isEnded && said !== undefined ? `${says}: ${said}` : `${says}.`;
}

/** One mistake in a sentence, as much of it as may be revealed. */
export function toldOf({ code, name, place, right, mend }: Charged, reveal: Reveal): string {
  if (reveal === 'mark') return 'Something is wrong here.';
  if (reveal === 'place') return `Something is wrong in ${place}.`;
  const named = `${name}${code === undefined ? '' : ` (${code})`}.`;
  if (reveal === 'name') return named;
  return [named, ...(right ? [`Right is ${right.replace(/\.$/, '')}.`] : []), ...(mend ? [mend] : [])].join(' ');
}
