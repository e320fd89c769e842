import type { Location } from '../../../compare/diagnose/locate.ts';

/** What is known of a tensor: as the reference has it; the first that is not; or it comes after that one, and follows from it. */
export type Mark = 'right' | 'wrong' | 'after';

/** What is known of each tensor by its label, 'dW3', where these are the first that are wrong, the most costly before the others. */
export function marksOf(locations: readonly Location[]): (label: string) => Mark {
  const [first] = locations;
  if (!first) return () => 'right';
  const wrong = new Set(locations.flatMap(tensorsAt));
  return (label) => (wrong.has(label) ? 'wrong' : isRight(label, first) ? 'right' : 'after');
}

function tensorsAt({ kind, layer, tensor }: Location): string[] {
  return kind === 'dZ' ? [tensor, `dW${layer}`, `db${layer}`] : [tensor];
}

/** What is not spoken of is right where what is computed from it is. */
function isRight(label: string, { stillRight, kind }: Location): boolean {
  const right = (one: string) => stillRight.includes(one);
  if (label === 'X' || right(label)) return true;
  if (/^[Wb]\d+$/.test(label)) return kind !== 'weights' && right('weights');
  if (/^A\d+$/.test(label)) return right('logits');
  return /^dZ\d+$/.test(label) && right(label.replace('Z', 'W')) && right(label.replace('Z', 'b'));
}
