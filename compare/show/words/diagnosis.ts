import { count } from '../../../src/fault.ts';
import { describeModel } from '../../../src/model/model-spec.ts';
import type { Diagnosis, Finding, NamedMistake } from '../../diagnose/diagnosis.ts';
import { isRight } from '../../diagnose/right.ts';
import {
  computedHeadline,
  declarations,
  harmlessHeadline,
  harmlessLabel,
  mistakesFound,
  mostCostly,
  openHeadline,
  proven,
  soFar,
  wordFinding,
} from './computed.ts';
import { escapeMarkdown } from './escape.ts';
import { labelled } from './labelled.ts';
import { wordCode } from './word-code.ts';
import { located, type Part } from './word-location.ts';
import { wordUnanswered } from './word-unanswered.ts';
import { wrap } from './wrap.ts';

/** How a terminal shows emphasis; each is given text and answers with it dressed. */
export interface Palette {
  readonly bold: (text: string) => string;
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
}

const plain: Palette = { bold: (text) => text, good: (text) => text, bad: (text) => text };

/** Columns, where no terminal says how many it has. */
const WIDTH = 110;

/** The diagnosis for a terminal. */
export function toText(diagnosis: Diagnosis, palette: Palette = plain, width = WIDTH): string {
  const { headline, blocks } = worded(diagnosis);
  const dress = isRight(diagnosis) ? palette.good : palette.bad;
  const body = blocks.map((parts) => parts.map(({ label, text }) => labelled(label, text, Math.min(width, WIDTH), palette.bold)).join('\n'));
  return [dress(wrap(headline, width)), ...body].join('\n\n');
}

/** The diagnosis as a piece of a Markdown document, without a heading. */
export function toMarkdown(diagnosis: Diagnosis): string {
  const { headline, blocks } = worded(diagnosis);
  const body = blocks.map((parts) => parts.map(({ label, text }) => `- **${label}:** ${escapeMarkdown(text)}`).join('\n'));
  return [`**${escapeMarkdown(headline)}**`, ...body].join('\n\n');
}

/** What an alternative has in common with the explanation that it stands beside. */
const same = (one: boolean) => `${one ? 'It gives' : 'Together they give'} the same numbers in every probe: numbers cannot tell the two apart.`;
const asMuch = (one: boolean) => `${one ? 'It explains' : 'Together they explain'} as much: as far as that goes, numbers cannot tell the two apart.`;

/** A sentence, and under it block after block of what there is to say, to be laid out as the place has it. */
export function worded(diagnosis: Diagnosis): { headline: string; blocks: Part[][] } {
  const { headline, blocks } = laidOut(diagnosis);
  return { headline, blocks: blocks.filter((block) => block.length > 0) };
}

function laidOut(diagnosis: Diagnosis): { headline: string; blocks: Part[][] } {
  const { network, notes } = diagnosis;
  const remarks = notes.map((text) => ({ label: 'Note', text }));
  const asked = {
    label: 'Examined',
    text: `${diagnosis.description}; ${describeModel(diagnosis.model)}; ${count(diagnosis.tensors, 'tensor')} in ${count(diagnosis.probes.length, 'probe')}.`,
  };
  const silent = wordUnanswered(diagnosis.unanswered);
  switch (diagnosis.verdict) {
    case 'correct':
      return { headline: `${network}: no mistake found.`, blocks: [[apart(diagnosis), asked, ...remarks]] };
    case 'unfinished':
      return {
        headline: `${network}: ${diagnosis.unanswered.length} of ${count(diagnosis.probes.length, 'probe')} not answered; what came is right.`,
        blocks: [silent, [asked, ...remarks]],
      };
    case 'mistake':
      return {
        headline: `${network}: ${diagnosis.harmless ? harmlessHeadline(diagnosis.harmless) : `${mistakesFound(diagnosis.mistakes.length)}.`}`,
        blocks: [
          ...diagnosis.mistakes.map((finding, i, all) => explained(finding, i, all, harmlessLabel(diagnosis.harmless))),
          silent,
          [...alternatives(diagnosis.alternatives, same), ...declarations(diagnosis.harmless), confirmed(diagnosis), asked, ...remarks],
        ],
      };
    case 'computed':
      return {
        headline: `${network}: ${computedHeadline(diagnosis.channels)}`,
        blocks: [...mostCostly(diagnosis.channels.findings).map(wordFinding), silent, [proven(diagnosis.channels), asked, ...remarks]],
      };
    case 'partly':
      return {
        headline: `${network}: ${mistakesFound(diagnosis.mistakes.length)}, and something more: not every number is explained.`,
        blocks: [
          ...diagnosis.mistakes.map((finding, i, all) => explained(finding, i, all)),
          alternatives(diagnosis.alternatives, asMuch),
          [
            { label: 'What remains', text: 'With that put into the reference, the next is wrong:' },
            ...located(diagnosis.remaining, diagnosis.remainingEvidence),
          ],
          ...soFar(diagnosis.channels),
          silent,
          [asked, ...remarks],
        ],
      };
    case 'unknown':
      return {
        headline: `${network}: ${openHeadline(diagnosis.channels)}`,
        blocks: [located(diagnosis.location, diagnosis.evidence), ...soFar(diagnosis.channels), silent, [asked, ...remarks]],
      };
  }
}

function apart({ precision, furthest }: Extract<Diagnosis, { verdict: 'correct' }>): Part {
  const why = precision === 'float64' ? 'as near as two orders of summation in float64 come' : 'which is the rounding of float32';
  if (furthest.relative === 0)
    return { label: 'How far apart', text: 'not at all: to the last digit the numbers of the float64 reference, wherever logits are moderate.' };
  return {
    label: 'How far apart',
    text: `at most ${furthest.relative.toExponential(1)} from the float64 reference (relative L2, ${furthest.tensor} on ${furthest.probe}), ${why}.`,
  };
}

function explained({ id, name, stage, effect, right, mend, location, evidence }: Finding, i: number, all: readonly Finding[], label = 'Mistake'): Part[] {
  return [
    { label: all.length === 1 || label !== 'Mistake' ? label : `${label} ${i + 1}`, text: `${name}.` },
    ...wordCode(id),
    ...(stage === 'update' ? [{ label: 'Made in', text: 'the update of the weights.' }] : []),
    ...located(location, evidence),
    { label: 'Effect', text: effect },
    { label: 'Right is', text: right },
    { label: 'Mend', text: mend },
  ];
}

function alternatives(others: readonly (readonly NamedMistake[])[], common: (one: boolean) => string): Part[] {
  return others.map((mistakes) => ({
    label: 'Or',
    text: `${mistakes.map(({ name, code }) => (code ? `${name} (${code})` : name)).join('; and ')}. ${common(mistakes.length === 1)}`,
  }));
}

function confirmed({ mistakes, furthest, tensors }: Extract<Diagnosis, { verdict: 'mistake' }>): Part {
  const most = furthest.relative === 0 ? '' : ` (furthest ${furthest.tensor} on ${furthest.probe}, ${furthest.relative.toExponential(1)})`;
  const which = mistakes.length === 1 ? 'this mistake' : 'these mistakes';
  return {
    label: 'Confirmed',
    text: `with ${which} put in, the reference gives ${tensors === 1 ? 'the one tensor' : `all ${tensors} tensors`} to within rounding${most}; undo ${mistakes.length === 1 ? 'it' : 'them'}, and nothing else is wrong.`,
  };
}
