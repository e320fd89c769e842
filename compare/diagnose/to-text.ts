import { describeModel } from '../../src/model-spec.ts';
import { escapeMarkdown } from '../report/escape.ts';
import { labelled } from '../terminal/labelled.ts';
import { wrap } from '../terminal/wrap.ts';
import type { Diagnosis, Evidence, Finding, NamedMistake } from './diagnosis.ts';
import type { Location } from './locate.ts';
import { wordEvidence } from './word-evidence.ts';

/** How a terminal shows emphasis; each is given text and answers with it dressed. */
export interface Palette {
  readonly bold: (text: string) => string;
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
}

const plain: Palette = { bold: (text) => text, good: (text) => text, bad: (text) => text };

/** A part of a diagnosis in words: a label and what it says. */
interface Part {
  readonly label: string;
  readonly text: string;
}

/** Columns, where no terminal says how many it has. */
const WIDTH = 110;

/** The diagnosis for a terminal. */
export function toText(diagnosis: Diagnosis, palette: Palette = plain, width = WIDTH): string {
  const { headline, blocks } = worded(diagnosis);
  const dress = diagnosis.verdict === 'correct' ? palette.good : palette.bad;
  const body = blocks.map((parts) => parts.map(({ label, text }) => labelled(label, text, Math.min(width, WIDTH), palette.bold)).join('\n'));
  return [dress(wrap(headline, width)), ...body].join('\n\n');
}

/** The diagnosis as a piece of a Markdown document, without a heading. */
export function toMarkdown(diagnosis: Diagnosis): string {
  const { headline, blocks } = worded(diagnosis);
  const body = blocks.map((parts) => parts.map(({ label, text }) => `- **${label}:** ${escapeMarkdown(text)}`).join('\n'));
  return [`**${escapeMarkdown(headline)}**`, ...body].join('\n\n');
}

function worded(diagnosis: Diagnosis): { headline: string; blocks: Part[][] } {
  const { network, notes } = diagnosis;
  const remarks = notes.map((text) => ({ label: 'Note', text }));
  const asked = { label: 'Examined', text: `${diagnosis.description}; ${describeModel(diagnosis.model)}; ${diagnosis.tensors} tensors in ${diagnosis.probes.length} probes.` };
  switch (diagnosis.verdict) {
    case 'correct': return { headline: `${network}: no mistake found.`, blocks: [[apart(diagnosis), asked, ...remarks]] };
    case 'mistake': return {
      headline: `${network}: ${diagnosis.mistakes.length === 1 ? 'one mistake' : `${numeral(diagnosis.mistakes.length)} mistakes`} found.`,
      blocks: [...diagnosis.mistakes.map(explained), [...alternatives(diagnosis.alternatives), confirmed(diagnosis), asked, ...remarks]],
    };
    case 'partly': return {
      headline: `${network}: ${diagnosis.mistakes.length === 1 ? 'one mistake' : `${numeral(diagnosis.mistakes.length)} mistakes`} found, and something more that is not in the catalogue.`,
      blocks: [
        ...diagnosis.mistakes.map(explained), alternatives(diagnosis.alternatives),
        [{ label: 'What remains', text: 'With that put into the reference, the next is wrong:' }, ...located(diagnosis.remaining, diagnosis.remainingEvidence)],
        [asked, ...remarks],
      ].filter((block) => block.length > 0),
    };
    case 'unknown': return {
      headline: `${network}: something is wrong; no mistake in the catalogue gives these numbers.`,
      blocks: [located(diagnosis.location, diagnosis.evidence), [asked, ...remarks]],
    };
  }
}

function apart({ precision, furthest }: Extract<Diagnosis, { verdict: 'correct' }>): Part {
  const why = precision === 'float64' ? 'as near as two orders of summation in float64 come' : 'which is the rounding of float32';
  return { label: 'How far apart', text: `at most ${furthest.relative.toExponential(1)} from the float64 reference (relative L2, ${furthest.tensor} on ${furthest.probe}), ${why}.` };
}

function located(location: Location, evidence: readonly Evidence[]): Part[] {
  const { tensor, probe, step, implied, stillRight } = location;
  const at = step > 0 ? `in step ${step + 1} of ${probe}` : `on ${probe}`;
  return [
    { label: 'First wrong', text: `${describeTensor(tensor)}, ${at}${implied && tensor !== 'update' ? ' (read off the change of the weights)' : ''}.` },
    { label: 'Still right', text: `${stillRight.length > 0 ? stillRight.join(', ') : 'nothing that is computed before it'}.` },
    ...wordAll(evidence),
  ];
}

function describeTensor(tensor: string): string {
  const [, kind, layer] = /^(dZ|dW|db|A)(\d+)$/.exec(tensor) ?? [];
  switch (kind) {
    case 'dZ': return `${tensor}, the gradient at layer ${layer}'s pre-activation (dW${layer} and db${layer} are both wrong)`;
    case 'dW': return `${tensor}, the gradient of layer ${layer}'s weights (db${layer} is right)`;
    case 'db': return `${tensor}, the gradient of layer ${layer}'s bias (dW${layer} is right)`;
    case 'A': return `${tensor}, the activations of layer ${layer}`;
  }
  const others: Record<string, string> = { weights: 'the weights, as they are read back', update: 'the update of the weights' };
  return others[tensor] ?? `the ${tensor}`;
}

/** Pieces in full, but of tensors that differ in ways of their own only the first two. */
function wordAll(evidence: readonly Evidence[]): Part[] {
  const differing = evidence.filter(({ found }) => found.some(({ relation }) => relation.kind === 'differs'));
  const rest = differing.slice(2);
  const parts = evidence.filter((piece) => !rest.includes(piece)).map((piece) => ({ label: 'Evidence', text: wordEvidence(piece) }));
  const names = rest.flatMap(({ tensors }) => tensors);
  return names.length === 0 ? parts : [...parts, { label: 'Evidence', text: `${names.join(', ')} ${names.length > 1 ? 'differ' : 'differs'}, too.` }];
}

function explained({ name, stage, effect, right, mend, location, evidence }: Finding, i: number, all: readonly Finding[]): Part[] {
  return [
    { label: all.length === 1 ? 'Mistake' : `Mistake ${i + 1}`, text: `${name}.` },
    ...(stage === 'update' ? [{ label: 'Made in', text: 'the update of the weights.' }] : []),
    ...located(location, evidence),
    { label: 'Effect', text: effect },
    { label: 'Right is', text: right },
    { label: 'Mend', text: mend },
  ];
}

function alternatives(others: readonly (readonly NamedMistake[])[]): Part[] {
  return others.map((mistakes) => ({
    label: 'Or', text: `${mistakes.map(({ name }) => name).join('; and ')}. It gives the same numbers in every probe: numbers cannot tell the two apart.`,
  }));
}

function confirmed({ mistakes, furthest, tensors }: Extract<Diagnosis, { verdict: 'mistake' }>): Part {
  const which = mistakes.length === 1 ? 'this mistake' : 'these mistakes';
  return {
    label: 'Confirmed',
    text: `with ${which} put in, the reference gives all ${tensors} tensors to within rounding (furthest ${furthest.tensor} on ${furthest.probe}, ${furthest.relative.toExponential(1)}); undo ${mistakes.length === 1 ? 'it' : 'them'}, and nothing else is wrong.`,
  };
}

function numeral(n: number): string {
  return ['no', 'one', 'two', 'three'][n] ?? String(n);
}
