import { together } from '../../../src/fault.ts';
import type { ChannelDiagnosis, Finding } from '../../diagnose/channels/finding.ts';
import { wordCode } from './word-code.ts';
import type { Part } from './word-location.ts';

/** 'two mistakes found', and what is none: 'right in itself, but not what is declared'. */
export function computedHeadline({ findings }: ChannelDiagnosis): string {
  const mistakes = mistakesIn(findings);
  return mistakes > 0 ? `${mistakesFound(mistakes)}.` : harmlessHeadline(findings.flatMap(({ declare }) => (declare ? [declare] : [])));
}

/** The same where what was found does not explain every number, or nothing was. */
export function openHeadline(channels: ChannelDiagnosis | undefined): string {
  if (!channels || channels.findings.length === 0) return 'something is wrong; no mistake in the catalogue gives these numbers.';
  const mistakes = mistakesIn(channels.findings);
  return `${mistakes > 0 ? mistakesFound(mistakes) : 'not what is declared'}, and something more: not every number is explained.`;
}

/** 'two mistakes found' */
export function mistakesFound(n: number): string {
  return `${['no', 'one', 'two', 'three'][n] ?? n} ${n === 1 ? 'mistake' : 'mistakes'} found`;
}

function mistakesIn(findings: readonly Finding[]): number {
  return findings.filter(({ severity }) => severity === 'mistake').length;
}

export function harmlessHeadline(declared: readonly string[]): string {
  return declared.length > 0 ? 'right in itself, but not what is declared.' : 'nothing is wrong in training; this is worth knowing.';
}

/** What is said of a mistake of the catalogue: whether it is one. */
export function harmlessLabel(declared: readonly string[] | undefined): string {
  return declared === undefined ? 'Mistake' : declared.length > 0 ? 'Not declared' : 'Note';
}

export function declarations(all: readonly string[] = []): Part[] {
  return all.map((declare) => ({ label: 'If intended', text: `declare it: ${declare}` }));
}

const COST: Readonly<Record<Finding['severity'], number>> = { mistake: 0, intention: 1, note: 2 };

/** Channels in which a mistake changes what is reported, not what is learnt. */
const REPORTED = ['loss', 'batch loss', 'predict', 'manners'];

/** What changes training first, then what is only reported, then what may be intended, then notes; each in the order of computation. */
export function mostCostly(findings: readonly Finding[]): Finding[] {
  const cost = ({ severity, places: [first] }: Finding) => 2 * COST[severity] + Number(REPORTED.includes(first!.channel));
  return findings.toSorted((a, b) => cost(a) - cost(b));
}

const SYMBOL = /^(δ|d[WZAb]|f′|[uzaW]\b|W′)/u;
const FORMULA = /^(δ|d[WZAb]|f′|[uzaW]|W′)[^ ]*( of layer \S+)? = /u;

/** 'You compute δ = e − e², where e = p − y; right is δ = p − y', its name first where it has one. */
export function wordFinding({ known, computed, right, severity, declare, or = [] }: Finding): Part[] {
  const label = { mistake: 'Mistake', intention: 'Not declared', note: 'Note' }[severity];
  const isFormula = FORMULA.test(computed);
  const whole = isFormula
    ? `You compute ${computed}; right is ${right}.`
    : `${SYMBOL.test(computed) ? computed : `${computed[0]!.toUpperCase()}${computed.slice(1)}`}; right is ${right}.`;
  return [
    { label, text: known ? `${known.name}.` : whole },
    ...(known ? [known.name === computed ? { label: 'Right is', text: `${right}.` } : { label: 'Formula', text: whole }] : []),
    ...or.map((other) => ({ label: 'Or', text: `${other}. It gives the same numbers.` })),
    ...wordCode(known?.id),
    ...(known?.effect ? [{ label: 'Effect', text: known.effect }] : []),
    ...(known?.mend ? [{ label: 'Mend', text: known.mend }] : []),
    ...declarations(declare ? [declare] : []),
  ];
}

/** How far the formulas go: all numbers of questions that they were not made from. */
export function proven({ proof, findings }: ChannelDiagnosis): Part {
  return {
    label: 'Confirmed',
    text: `with ${findings.length === 1 ? 'this' : 'all of this'} put in, the reference gives all ${proof.tensors} tensors and losses of ${proof.of ?? 'questions drawn afterwards'}, to within rounding.`,
  };
}

/** Where not all is explained: the formulas that were found, and what is open. */
export function soFar(channels: ChannelDiagnosis | undefined): Part[][] {
  if (!channels) return [];
  const open = channels.channels
    .filter(({ state }) => state === 'open')
    .map(({ channel, layer }) => (layer === undefined ? channel : `${channel} of layer ${layer}`));
  const right = channels.channels
    .filter(({ state }) => state === 'right')
    .map(({ channel, layer }) => (layer === undefined ? channel : `${channel} of layer ${layer}`));
  const found = mostCostly(channels.findings).map(({ computed, right: wanted }) => ({ label: 'Found so far', text: `${computed}; right is ${wanted}.` }));
  return [
    [
      ...found,
      ...(open.length > 0 ? [{ label: 'Open', text: `${together(open)}: no formula tried gives its numbers.` }] : []),
      ...(right.length > 0 ? [{ label: 'Right', text: `${together(right)}.` }] : []),
    ],
  ];
}
