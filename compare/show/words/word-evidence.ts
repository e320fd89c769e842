import { together } from '../../../src/fault.ts';
import type { Evidence, Relation } from '../../diagnose/diagnosis.ts';
import { short, wordCosine, wordFactor, wordPair } from '../../diagnose/figures.ts';

/** 'dW1, dW2 are the reference ÷ 64.000 on the full batch of 64 and the reference on the batch of one.' */
export function wordEvidence({ tensors, found }: Evidence): string {
  const verb = tensors.length > 1 || tensors[0] === 'logits' ? 'are' : 'is';
  const places = new Map<string, string[]>();
  for (const { where, relation } of found) {
    const words = wordRelation(relation);
    places.set(words, [...(places.get(words) ?? []), where]);
  }
  const on = (where: string) => (where.startsWith('step') ? `in ${where}` : `on ${where}`);
  const pieces = [...places].map(([words, wheres]) => `${words} ${together(wheres.map(on))}`);
  return `${tensors.join(', ')} ${verb} ${pieces.length > 1 ? pieces.join('; ') : pieces[0]}.`;
}

function wordRelation(relation: Relation): string {
  // biome-ignore format: a table, a case a line
  switch (relation.kind) {
    case 'equal': return 'the reference';
    case 'zero': return 'zero';
    case 'not zero': return `up to ${short(relation.largest)} in size (the reference is zero)`;
    case 'transposed': return 'the reference transposed';
    case 'scaled': return `the reference ${wordFactor(relation.factor)}`;
    case 'number': return `${wordPair(relation.is, relation.expected)}${ratio(relation.is, relation.expected)}`;
    case 'not finite': return wordNotFinite(relation);
    case 'differs': return wordDifference(relation);
  }
}

function wordNotFinite({ count, expected, of }: Extract<Relation, { kind: 'not finite' }>): string {
  const inSome = (n: number) => (n === of ? '' : ` in ${n} of ${of} numbers`);
  if (count === 0) return `finite (the reference is not${inSome(expected)})`;
  return `not finite${inSome(count)}${expected === 0 ? '' : ` (nor is the reference${inSome(expected)})`}`;
}

function wordDifference({ relative, cosine, factor, wrong, of, worst }: Extract<Relation, { kind: 'differs' }>): string {
  const how = `cosine ${wordCosine(cosine)}, nearest multiple × ${short(factor)}`;
  const many = wrong > 0 ? `${wrong} of ${of} numbers ${wrong === 1 ? 'differs' : 'differ'}, most` : 'furthest off';
  return `off by ${short(relative)} × the norm of the reference (${how}; ${many} [${worst.row}, ${worst.col}]: ${wordPair(worst.is, worst.expected)})`;
}

function ratio(is: number, expected: number): string {
  const factor = is / expected;
  return Number.isFinite(is) && Number.isFinite(factor) && factor !== 0 && factor !== 1 ? ` (${wordFactor(factor)})` : '';
}
