import { axisX, axisY, dot, frame, gridY, lineY, type Markish, ruleX, text } from '@observablehq/plot';
import { AGREE } from '../../parity/gap.ts';
import type { Comparison, NetworkResult, ParityResult } from '../../results/schema.ts';
import { figure } from '../words/figures.ts';
import { exponent, flipped, furthest } from '../words/verdict.ts';
import type { LegendEntry } from './legend.ts';
import { widthOf } from './letters.ts';
import type { Picture, PictureTable } from './picture.ts';
import { formatTick, logScale } from './scales.ts';
import { plotPicture } from './svg.ts';
import { FONT_SIZE, LABEL_AIR, WIDTH } from './theme.ts';

/** The curve of |Δloss| has at most so many points, each the largest of its steps. */
const POINTS = 400;

/** Around the plot, px: beside it the halves of labels such as '100,000' have room. */
const MARGINS = { marginLeft: 64, marginRight: 36, marginBottom: 48 };

const SMALL = FONT_SIZE - 2;

const LOSS = 'var(--soft)';
const WEIGHTS = 'var(--n2)';
const ENVELOPE = 'var(--n3)';
const CHECK = 'var(--n4)';

interface At {
  readonly step: number;
  readonly value: number;
}

/** How far two trainings are apart, step by step, and what the re-anchored checks say: one picture for each pair. */
export function driftPictures({ parity, networks }: Comparison): Picture[] {
  return parity.flatMap((pair, n) => {
    const [a, b] = [pair.baseline, pair.other].map((name) => networks.find((network) => network.name === name));
    if (!a || !b || pair.checks.length === 0) return [];
    const file = n === 0 ? 'drift.svg' : `drift-${n + 1}.svg`;
    return [driftPicture(file, pair, lossDifferences(a, b))];
  });
}

/** |Δloss| of the steps that both results keep, thinned to the largest of neighbours. */
export function lossDifferences(a: NetworkResult, b: NetworkResult): At[] {
  const lossesOf = ({ stepLosses: { every, losses } }: NetworkResult) => new Map(losses.map((loss, i) => [1 + i * every, loss]));
  const others = lossesOf(b);
  const all = [...lossesOf(a)].flatMap(([step, loss]) => (others.has(step) ? [{ step, value: Math.abs(loss - others.get(step)!) }] : []));
  const share = Math.max(1, Math.ceil(all.length / POINTS));
  return Array.from({ length: Math.ceil(all.length / share) }, (_, i) =>
    all.slice(i * share, (i + 1) * share).reduce((most, at) => (at.value > most.value ? at : most)),
  );
}

function driftPicture(file: string, pair: ParityResult, losses: readonly At[]): Picture {
  const {
    baseline,
    other,
    checks,
    freeRunning: { drift, flip },
  } = pair;
  const weights = drift.map(({ step, weights: value }) => ({ step, value }));
  const envelope = envelopeOf(pair);
  const anchored = checks.map((check) => {
    const { relativeL2, floor } = furthest([check]);
    return { step: check.step, value: relativeL2, verdict: check.verdict, bound: AGREE + floor };
  });
  const sizes = [...[...losses, ...weights, ...envelope, ...anchored].map(({ value }) => value), ...anchored.map(({ bound }) => bound)].filter(
    (value) => value > 0 && Number.isFinite(value),
  );
  const smallest = sizes.reduce((x, y) => Math.min(x, y), AGREE);
  const {
    type,
    domain,
    ticks = [],
  } = logScale(
    smallest,
    sizes.reduce((x, y) => Math.max(x, y), 10 * AGREE),
  );
  const last = Math.max(2, losses.at(-1)?.step ?? 0, checks.at(-1)?.step ?? 0);
  const parting = partingOf(pair);
  const margins = { ...MARGINS, marginTop: parting ? 30 : 12 };
  const title = `Where ${baseline} and ${other} differ, step by step`;
  const svg = plotPicture(
    { title, legend: legendOf(losses.length > 0, weights.length > 1, checks) },
    {
      ...margins,
      height: 360,
      x: { domain: [0, last] },
      y: { type, domain, axis: null },
      marks: [
        gridY({ ticks: [...ticks], stroke: 'var(--faint)', strokeOpacity: 1 }),
        axisY({ ticks: [...ticks], tickFormat: formatTick, tickSize: 0, label: null }),
        axisX({ label: 'step', labelAnchor: 'right', labelArrow: 'none', labelOffset: margins.marginBottom - LABEL_AIR, ticks: 6 }),
        frame({ stroke: 'var(--faint)' }),
        lineY(anchored, { x: 'step', y: 'bound', stroke: CHECK, strokeDasharray: '3 4', strokeWidth: 1.5 }),
        ...(parting ? partingMarks(parting, last) : []),
        ...seen(losses, LOSS, 1.2),
        lineY(envelope, { x: 'step', y: 'value', stroke: ENVELOPE, strokeWidth: 2, strokeDasharray: '8 5' }),
        ...seen(weights, WEIGHTS, 2.5),
        dot(
          weights.filter(({ value }) => value > 0),
          { x: 'step', y: 'value', fill: WEIGHTS, r: 4 },
        ),
        ...checkMarks(anchored),
      ],
    },
  );
  const alt = `${title}, on a logarithmic axis: the difference of the losses, of the weights with the envelope of rounding, and the re-anchored steps${flip ? `; ${flipped(flip)} at step ${flip.step}` : ''}`;
  const read =
    'The diamonds are single steps taken from the same weights: below the dashed line beside them both networks compute the same; the curves are what rounding ' +
    'adds up to when each goes its own way.';
  return { file, alt, svg, read, table: tableOf(title, pair, losses) };
}

/** The steps that were looked at: those of the checks, and those at which the weights were held against each other. */
function tableOf(title: string, { checks, freeRunning: { drift } }: ParityResult, losses: readonly At[]): PictureTable {
  const steps = [...new Set([...checks, ...drift].map(({ step }) => step))].sort((a, b) => a - b);
  const rows = steps.map((step) => {
    const check = checks.find((one) => one.step === step);
    const apart = drift.find((one) => one.step === step);
    const loss = losses.find((one) => one.step === step)?.value;
    const { relativeL2 = undefined, floor = undefined } = check ? furthest([check]) : {};
    return [String(step), ...[loss, apart?.weights, apart?.envelope, relativeL2, floor].map(figure), check?.verdict ?? '–'];
  });
  return {
    caption: `${title}: the steps that were looked at`,
    head: ['step', '|Δ loss|', 'weights, relative L2', 'envelope of rounding', 're-anchored step', 'its rounding', 'verdict'],
    rows,
  };
}

/** A difference of nothing has no place on a logarithmic axis: the line is broken there. */
function seen(points: readonly At[], stroke: string, strokeWidth: number): Markish[] {
  const data = points.map(({ step, value }) => ({ step, value: value > 0 ? value : NaN }));
  return [lineY(data, { x: 'step', y: 'value', stroke, strokeWidth, strokeLinejoin: 'round' })];
}

/** Smooth between the steps that were looked at: it grows with the root of the steps taken. */
function envelopeOf({ freeRunning: { drift } }: ParityResult): At[] {
  const last = drift.at(-1);
  if (!last || last.step < 2) return [];
  const scale = last.envelope / Math.sqrt(last.step - 1);
  return Array.from({ length: 101 }, (_, i) => {
    const step = 2 + ((last.step - 2) * i * i) / 1e4; // closer where it bends
    return { step, value: scale * Math.sqrt(step - 1) };
  });
}

/** The step at which the weights part, if they do, and in words why. */
function partingOf({ freeRunning: { flip, partedAt } }: ParityResult): { step: number; words: string } | undefined {
  if (flip)
    return {
      step: flip.step,
      words: `${flipped(flip).slice('a '.length)} at step ${flip.step}: layer ${flip.layer}, unit ${flip.unit}, |z| = ${exponent(Math.abs(flip.z))}`,
    };
  return partedAt === undefined ? undefined : { step: partedAt, words: `the weights part at step ${partedAt}` };
}

/** A line at the step, and above it the words: in its middle, or as near to that as the edges allow. */
function partingMarks({ step, words }: { readonly step: number; readonly words: string }, last: number): Markish[] {
  const x = MARGINS.marginLeft + ((WIDTH - MARGINS.marginLeft - MARGINS.marginRight) * step) / last;
  const half = widthOf(words, SMALL) / 2;
  const dx = Math.max(half, Math.min(WIDTH - half, x)) - x;
  return [
    ruleX([step], { stroke: 'var(--ink)', strokeDasharray: '2 3', strokeWidth: 1.5 }),
    text([{ step, words }], { x: 'step', text: 'words', frameAnchor: 'top', textAnchor: 'middle', dx, dy: -18, fontSize: SMALL }),
  ];
}

const SYMBOLS = { agree: 'diamond2', unresolved: 'circle', warning: 'triangle', differ: 'times' } as const;
const SAMPLES = {
  agree: 'M0,-6L6,0L0,6L-6,0Z',
  unresolved: 'M-4.5,0a4.5,4.5 0 1,0 9,0a4.5,4.5 0 1,0 -9,0Z',
  warning: 'M0,-5.5L5.5,4.5L-5.5,4.5Z',
  differ: 'M-5,-5L5,5M-5,5L5,-5',
} as const;
type Verdict = keyof typeof SYMBOLS;
const VERDICTS = Object.keys(SYMBOLS) as Verdict[];

function checkMarks(anchored: readonly (At & { verdict: Verdict })[]): Markish[] {
  return VERDICTS.map((verdict) =>
    dot(
      anchored.filter((check) => check.verdict === verdict && check.value > 0),
      {
        x: 'step',
        y: 'value',
        symbol: SYMBOLS[verdict],
        r: 5.5,
        stroke: CHECK,
        strokeWidth: 2,
        ...(verdict === 'agree' && { fill: CHECK }),
      },
    ),
  );
}

function legendOf(losses: boolean, weights: boolean, checks: ParityResult['checks']): LegendEntry[] {
  return [
    ...(losses ? [{ text: '|Δ loss|', colour: LOSS, width: 1.5 }] : []),
    ...(weights ? [{ text: 'weights, relative L2', colour: WEIGHTS, width: 2.5, marker: SAMPLES.unresolved }] : []),
    ...(weights ? [{ text: 'envelope of rounding', colour: ENVELOPE, dash: '8 5' }] : []),
    ...VERDICTS.filter((verdict) => checks.some((check) => check.verdict === verdict)).map((verdict) => ({
      text: `re-anchored step: ${verdict}`,
      colour: CHECK,
      width: 0,
      marker: SAMPLES[verdict],
      hollow: verdict !== 'agree',
    })),
    { text: `agree below: rounding + ${exponent(AGREE)}`, colour: CHECK, dash: '3 4', width: 1.5 },
  ];
}
