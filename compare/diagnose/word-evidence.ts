import type { Evidence, Relation } from './diagnosis.ts';
import { together } from '../../src/fault.ts';

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
  switch (relation.kind) {
    case 'equal': return 'the reference';
    case 'zero': return 'zero';
    case 'transposed': return 'the reference transposed';
    case 'scaled': return `the reference ${wordFactor(relation.factor)}`;
    case 'number': return `${digits(relation.is)} for ${digits(relation.expected)}${ratio(relation.is, relation.expected)}`;
    case 'not finite': return relation.of === relation.count ? 'not finite' : `not finite in ${relation.count} of ${relation.of} numbers`;
    case 'differs': {
      const { worst } = relation;
      return `${digits(relation.relative)} off (relative L2; cosine ${relation.cosine.toFixed(4)}, nearest multiple × ${digits(relation.factor)}; ${relation.wrong} of ${relation.of} numbers differ, most [${worst.row}, ${worst.col}]: ${digits(worst.is)} for ${digits(worst.expected)})`;
    }
  }
}

function ratio(is: number, expected: number): string {
  return Number.isFinite(is) && expected !== 0 && is !== 0 ? ` (${wordFactor(is / expected)})` : '';
}

/** '÷ 64.000', '× 2.000', '× −1.000' */
function wordFactor(factor: number): string {
  const inverse = 1 / factor;
  const divides = Math.abs(factor) < 1 && factor > 0;
  return divides ? `÷ ${inverse.toFixed(3)}` : `× ${(factor < 0 ? '−' : '') + Math.abs(factor).toFixed(3)}`;
}

function digits(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(4))) : String(value);
}
