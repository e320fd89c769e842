import { abortable } from '../../src/model/abortable.ts';
import { type ModelSpec, parameterCount } from '../../src/model/model-spec.ts';
import type { Backend } from '../../src/model/network.ts';
import { type TrainingSpec, taskOf } from '../../src/model/training-spec.ts';
import type { Everyday } from './channels/catalogued.ts';
import { examineByChannels } from './channels/examine.ts';
import type { ChannelDiagnosis } from './channels/finding.ts';
import { diagnoseDeclared } from './declared.ts';
import type { Diagnosis, Examined, Furthest, Named } from './diagnosis.ts';
import { gatherEvidence } from './evidence.ts';
import { findingsOf, words } from './findings.ts';
import { type Interrogation, interrogate } from './interrogate.ts';
import { type Location, locate } from './locate.ts';
import type { Explanation } from './mistake.ts';
import type { Naming } from './name.ts';
import { narrowed, WIDE } from './narrow.ts';
import type { Gap } from './observation.ts';
import { batchNotes, floatTypeNotes, precisionOf } from './precision.ts';
import { type Case, Prediction } from './prediction.ts';
import { labelOf, tensorOf } from './tensor.ts';
import { isUsual } from './usual.ts';
import { namingOf } from './ways-to-name.ts';

/** What a diagnosis takes beside the network and its model. */
export interface DiagnoseOptions extends Interrogation {
  /** The float type that the network claims to compute in, where its description does not say so. */
  readonly claims?: 'float32' | 'float64';
  /** Told what the diagnosis is busy with, as a line says it. */
  readonly onDoing?: (what: string) => void;
  /** Whether the catalogue alone is tried: what else the network computes is not asked. */
  readonly catalogueAlone?: boolean;
  /** What is intended beside the model; if absent the output's own cross-entropy by plain descent. */
  readonly training?: TrainingSpec;
}

/** Small, with one square layer and two that are not, so that transposes show in both. */
export const DEFAULT_MODEL: ModelSpec = {
  inputs: 5,
  hidden: [
    { units: 6, activation: 'relu' },
    { units: 6, activation: 'relu' },
  ],
  output: { kind: 'softmax', classes: 3 },
};

/**
 * Finds the first wrong tensor of a network and names the mistake: probes it through the seam, holds its answers
 * against the reference's, and against what the reference would answer with each mistake of the catalogue.
 * @throws Fault where the network cannot be made, or throws or answers with something of another shape at every probe; the signal's
 *   reason once that is aborted
 */
export async function diagnose(backend: Backend, model: ModelSpec = DEFAULT_MODEL, options: DiagnoseOptions = {}): Promise<Diagnosis> {
  const { signal } = options;
  try {
    const diagnosis = await diagnosed(abortable(backend, signal), model, options);
    signal?.throwIfAborted();
    return diagnosis;
  } catch (error) {
    signal?.throwIfAborted(); // the rest follows from it
    throw error;
  }
}

async function diagnosed(backend: Backend, model: ModelSpec, options: DiagnoseOptions): Promise<Diagnosis> {
  const task = taskOf(model, options.training);
  const { onDoing } = options;
  if (!isUsual(task)) onDoing?.(ASKING);
  if (!isUsual(task)) return diagnoseDeclared(backend, task, options);
  const onProbe = (done: number, of: number) => {
    options.onProbe?.(done, of);
    onDoing?.(`Probe ${done} of ${of}`);
  };
  const facts = await interrogate(backend, model, { ...options, onProbe });
  const right = new Prediction(facts, []);
  const gaps = right.gaps();
  const first = gaps.findIndex(({ agrees }) => !agrees);
  const examined: Examined = {
    network: backend.name,
    description: backend.description,
    model,
    probes: facts.probes.map(({ title }) => title),
    tensors: facts.ordered.length,
    unanswered: facts.unanswered,
    notes: [...batchNotes(facts), ...floatTypeNotes(backend, facts, gaps, options.claims)],
  };
  if (first < 0 && facts.unanswered.length > 0) return { ...examined, verdict: 'unfinished' };
  if (first < 0) return { ...examined, verdict: 'correct', precision: precisionOf(gaps), furthest: furthestOf(facts, gaps) };
  const location = located(facts, gaps);
  onDoing?.(ASKING);
  const channels = options.catalogueAlone ? undefined : await channelsOf(backend, model, facts.setting);
  const whole = channels?.proof.state === 'confirmed' && channels.findings.length > 0 ? channels : undefined;
  const isTheirs = whole?.findings.some(({ tellsApart }) => tellsApart);
  onDoing?.('Looking for mistakes that give its numbers …');
  const naming = isTheirs ? undefined : await namingOf(backend, facts, first, options, channels);
  if (whole && naming?.state !== 'explained') return { ...examined, verdict: 'computed', location, channels: whole };
  const concluded = conclude(examined, facts, { first, right, location }, naming ?? { state: 'unexplained' });
  if (concluded.verdict === 'mistake') return whole ? { ...concluded, ...intentionsOf(whole) } : concluded;
  return channels && (concluded.verdict === 'partly' || concluded.verdict === 'unknown') ? { ...concluded, channels } : concluded;
}

const ASKING = 'Asking what it computes …';

/** What makes it no mistake, where nothing that was found is one. */
function intentionsOf({ findings }: ChannelDiagnosis): Pick<Named, 'harmless'> {
  if (findings.some(({ severity }) => severity === 'mistake')) return {};
  return { harmless: findings.flatMap(({ declare }) => (declare ? [declare] : [])) };
}

/** What the network computes, in a narrower model where its own is wide; undefined where that cannot be made. */
async function channelsOf(backend: Backend, model: ModelSpec, { batchSize, learningRate }: Everyday): Promise<ChannelDiagnosis | undefined> {
  const channels = await examineByChannels(backend, taskOf(parameterCount(model) > WIDE ? narrowed(model) : model), { batchSize, learningRate });
  return channels.proof.tensors > 0 ? channels : undefined;
}

/** Where the first of them that does not agree is. */
function located({ ordered }: Case, gaps: readonly Gap[]): Location {
  const wrong = gaps.map(({ agrees }) => !agrees);
  return locate(ordered, wrong)!;
}

/** What the reference gives, and where the first that differs from it is. */
interface Differing {
  readonly first: number;
  readonly right: Prediction;
  readonly location: Location;
}

function conclude(examined: Examined, facts: Case, { first, right, location }: Differing, naming: Naming): Diagnosis {
  if (naming.state === 'unexplained') return { ...examined, verdict: 'unknown', location, evidence: gatherEvidence(facts, first) };
  const [mistakes, ...others] = naming.explanations as [Explanation, ...Explanation[]];
  const alternatives = others.map((explanation) => explanation.map(words));
  const named = { mistakes: findingsOf(facts, mistakes, right), alternatives, location };
  const gaps = new Prediction(facts, mistakes).gaps();
  if (naming.state === 'explained') return { ...examined, verdict: 'mistake', ...named, furthest: furthestOf(facts, gaps) };
  const remaining = located(facts, gaps);
  return { ...examined, verdict: 'partly', ...named, remaining, remainingEvidence: gatherEvidence(facts, naming.until, mistakes) };
}

/** The probes at a large learning rate and moderate logits: elsewhere rounding is all that there is to see. */
const SHARP = ['full', 'short', 'one', 'few'];

function furthestOf({ ordered }: Case, gaps: readonly Gap[]): Furthest {
  const relative = gaps.map((gap, i) => (Number.isFinite(gap.relative) && SHARP.includes(ordered[i]!.probe.id) ? gap.relative : 0));
  const worst = relative.indexOf(Math.max(...relative));
  return { relative: relative[worst]!, tensor: labelOf(tensorOf(ordered[worst]!)), probe: ordered[worst]!.probe.title };
}
