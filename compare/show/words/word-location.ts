import type { Evidence } from '../../diagnose/diagnosis.ts';
import type { Location } from '../../diagnose/locate.ts';
import { wordEvidence } from './word-evidence.ts';

/** A part of a diagnosis in words: a label and what it says. */
export interface Part {
  readonly label: string;
  readonly text: string;
}

/** Where the first wrong number is, and how it stands to the reference. */
export function located(location: Location, evidence: readonly Evidence[]): Part[] {
  const { kind, probe, step, implied, stillRight } = location;
  const at = step > 0 ? `in step ${step + 1} of ${probe}` : `on ${probe}`;
  return [
    { label: 'First wrong', text: `${describeTensor(location)}, ${at}${implied && kind !== 'update' ? ' (read off the change of the weights)' : ''}.` },
    { label: 'Still right', text: `${stillRight.length > 0 ? stillRight.join(', ') : 'nothing that is computed before it'}.` },
    ...wordAll(evidence),
  ];
}

function describeTensor({ tensor, kind, layer }: Location): string {
  // biome-ignore format: a table, a case a line
  switch (kind) {
    case 'dZ': return `${tensor}, the gradient at layer ${layer}'s pre-activation (dW${layer} and db${layer} are both wrong)`;
    case 'dW': return `${tensor}, the gradient of layer ${layer}'s weights (db${layer} is right)`;
    case 'db': return `${tensor}, the gradient of layer ${layer}'s bias (dW${layer} is right)`;
    case 'A': return `${tensor}, the activations of layer ${layer}`;
    case 'weights': return 'the weights, as they are read back';
    case 'update': return 'the update of the weights';
    default: return `the ${tensor}`;
  }
}

/** Pieces in full, but of tensors that differ in ways of their own only the first two. */
function wordAll(evidence: readonly Evidence[]): Part[] {
  const differing = evidence.filter(({ found }) => found.some(({ relation }) => relation.kind === 'differs'));
  const rest = differing.slice(2);
  const parts = evidence.filter((piece) => !rest.includes(piece)).map((piece) => ({ label: 'Evidence', text: wordEvidence(piece) }));
  const names = rest.flatMap(({ tensors }) => tensors);
  return names.length === 0 ? parts : [...parts, { label: 'Evidence', text: `${names.join(', ')} ${names.length > 1 ? 'differ' : 'differs'}, too.` }];
}
