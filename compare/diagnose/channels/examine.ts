import type { Formulas } from '../../../scratch/formulas.ts';
import { textbook } from '../../../scratch/textbook.ts';
import { layersOf } from '../../../src/model/model-spec.ts';
import type { Backend } from '../../../src/model/network.ts';
import type { NamedTensors } from '../../../src/model/tensors.ts';
import { tensorsOf } from '../../../src/model/tensors.ts';
import type { Task } from '../../../src/model/training-spec.ts';
import { examineAdaptive } from './adaptive.ts';
import { examineBatch } from './batch.ts';
import { catalogued, type Everyday } from './catalogued.ts';
import { draw } from './draws.ts';
import { examineDropout } from './dropout.ts';
import { evidenced } from './evidenced.ts';
import { exhibitsOf } from './exhibits.ts';
import { CHANNELS, type ChannelDiagnosis, type Found, formulasOf, ordered } from './finding.ts';
import { examineForward } from './forward.ts';
import { grouped } from './grouped.ts';
import { gapsOf, proofOf } from './holding.ts';
import { withIntentions } from './intentions.ts';
import { finding, type Known, together, withOutcome } from './known.ts';
import { examineLayers } from './layers.ts';
import { examineLoss } from './loss.ts';
import { type Minimised, minimised } from './minimise.ts';
import { withOwnGradient } from './own-gradient.ts';
import { Asker } from './questions.ts';
import { readingOf } from './readings.ts';
import { examineRepeats } from './repeatable.ts';
import { examineSequence } from './sequence.ts';
import { examineSize } from './size-of-steps.ts';
import { examineStepping, type Row, rowsSingly } from './table.ts';
import { examineTails } from './tails.ts';
import { examineByTrial } from './trial.ts';

export interface ChannelOptions extends Partial<Everyday> {
  readonly seed?: number;
}

const ROWS = { several: 22, one: 44 } as const;

/** What is said of a network, and the formulas that say the same: whoever doubts it may compute with them. */
export interface Claim {
  readonly diagnosis: ChannelDiagnosis;
  readonly formulas: Formulas;
}

export async function examineByChannels(backend: Backend, task: Task, options: ChannelOptions = {}): Promise<ChannelDiagnosis> {
  return (await claimByChannels(backend, task, options)).diagnosis;
}

/** What a network computes, channel by channel, on its own numbers; then the proof that all that was found gives every number. */
export async function claimByChannels(backend: Backend, task: Task, { seed = 77, batchSize = 64, learningRate = 0.1 }: ChannelOptions = {}): Promise<Claim> {
  const asker = new Asker(backend, task);
  const exhibits = await exhibitsOf(asker, task, seed);
  const float = floatOf(exhibits.flatMap(({ reply }) => reply.after));
  const layers = layersOf(task.model);
  const start: Known = {
    task,
    layers,
    asker,
    draw: draw(task, seed, layers.at(-1)!.outputs > 1 ? ROWS.several : ROWS.one),
    exhibits,
    float,
    tolerance: float === 'float32' ? { formula: 2e-5, tensor: 1e-4 } : { formula: 1e-8, tensor: 1e-7 },
    found: [],
    verdicts: [],
    formulas: textbook,
  };
  const asDeclared = proofOf(gapsOf(task, textbook, exhibits, float));
  const isRight = asDeclared.state === 'confirmed' && asker.refusals.length === 0;
  const everyday = { batchSize, learningRate };
  const { known, fewest } = isRight ? withFewest(await asDeclaredButForSize(start)) : leftToTrial(await examined(start), everyday);
  const tails = isOpen(known) ? [] : (await examineTails(known)).found;
  return concluded(known, fewest, tails, everyday);
}

/** A network that is right as far as its changes go; rules that divide by the gradient hide what it is multiplied by. */
async function asDeclaredButForSize(start: Known): Promise<Known> {
  const right = { ...start, verdicts: CHANNELS.map((channel) => ({ channel, state: 'right' as const })) };
  return withOutcome(right, await examineSize(right, true));
}

function withFewest(known: Known): { readonly known: Known; readonly fewest: Minimised } {
  return { known, fewest: minimised(known) };
}

async function examined(start: Known): Promise<Known> {
  let known = withOutcome(start, await examineForward(start));
  if (!isPlain(known) || isOpen(known)) return known;
  const { isRandom, outcome: repeats } = await examineRepeats(known);
  if (isRandom) {
    const { outcome, proof } = await examineDropout(known);
    return { ...withOutcome(known, outcome.found.length > 0 ? outcome : together(repeats, outcome)), ...(proof && { proof }) };
  }
  known = withOutcome(known, repeats);
  const { stepping, outcome } = await examineStepping(known);
  known = withOutcome(known, outcome);
  if (!stepping) return known;
  if (stepping === 'adaptive') return withLoss(await examineAdaptive(known));
  const singly = await rowsSingly(known, stepping);
  const bent = isBent(known, singly) ? await examineAdaptive(known) : undefined; // of a large ε changes are not all of one size
  if (bent && !isOpen(bent)) return withLoss(bent);
  const { terms, rows, ...layers } = examineLayers(known, singly);
  const otherwise = !bent && isOpen(layers.known) ? await examineAdaptive(known) : undefined;
  if (otherwise && !isOpen(otherwise)) return withLoss(otherwise);
  known = layers.known;
  known = withOutcome(known, await examineBatch(known, stepping, rows, terms));
  known = withOutcome(known, await examineLoss(known, rows));
  return withOutcome(known, await examineSequence(known, stepping));
}

/** Whether no layer's dW is a product of the activations below it and anything: each number is divided by its own size. */
function isBent(known: Known, rows: readonly Row[]): boolean {
  return known.layers.every((_, l) => !readingOf(known, rows, l).fromW);
}

/** The loss of an optimiser whose gradients cannot be read off. */
async function withLoss(start: Known): Promise<Known> {
  const known = withOutcome(start, await examineSize(start, false));
  return withOutcome(known, await examineLoss(known, await rowsSingly(known, { keep: { W: 1, b: 1 }, c: 1, stale: false, rate: 0.125, ofRate: false })));
}

function isOpen({ verdicts }: Known): boolean {
  return verdicts.some(({ state }) => state === 'open');
}

/** What is not explained by formulas of single rows is left to trial; what trial explains is open no more. */
function leftToTrial(known: Known, everyday: Everyday): { readonly known: Known; readonly fewest: Minimised } {
  const fewest = minimised(known);
  if (known.exhibits.length === 0 || isRandom(known) || fewest.proof.state === 'confirmed') return { known, fewest };
  const { found } = fewest;
  const tried = examineByTrial({ ...known, found, formulas: formulasOf(found) }, everyday);
  return withFewest(tried);
}

/** Whether single rows show every formula by itself. */
function isPlain({ task, layers }: Known): boolean {
  return !task.training.clip && layers.every(({ normalise, dropout }) => !normalise && !dropout);
}

function concluded(known: Known, { found: fewest, proof: ofExhibits }: Minimised, tails: readonly Found[], everyday: Everyday): Claim {
  const proof = known.proof ?? ofExhibits;
  const found = catalogued(known, withOwnGradient(known, withIntentions(known.task, evidenced(known, fewest))), everyday);
  const refusals = known.asker.refusals.filter(({ said }, i, all) => all.findIndex((other) => other.said === said) === i);
  const refused = refusals.map(
    ({ asked, said }) => finding('manners', { computed: `asked for ${asked}, it said: ${said}`, right: 'an answer', formulas: () => ({}) }).found[0]!,
  );
  const isUnfinished = proof.state !== 'confirmed' && (isRandom(known) || isOpen(known));
  const diagnosis: ChannelDiagnosis = {
    channels: proof.state === 'confirmed' ? known.verdicts.map((one) => (one.state === 'open' ? { ...one, state: 'implied' } : one)) : known.verdicts,
    findings: grouped(ordered([...refused, ...found, ...tails]).map(plain)),
    proof: isUnfinished ? { ...proof, state: 'open' } : proof,
    float: known.float,
    asked: known.asker.asked,
  };
  return { diagnosis, formulas: formulasOf(fewest) };
}

/** Whether something is drawn at random, so that no formula gives the numbers. */
function isRandom({ found }: Known): boolean {
  return found.some(({ computed }) => computed.includes('at random'));
}

function plain({ places, computed, right, known, evidence, severity, declare, or, tellsApart }: Found): ChannelDiagnosis['findings'][number] {
  return {
    places,
    computed,
    right,
    evidence,
    severity,
    ...(known && { known }),
    ...(declare && { declare }),
    ...(or && { or }),
    ...(tellsApart && { tellsApart }),
  };
}

function floatOf(after: readonly NamedTensors[]): 'float32' | 'float64' {
  return after.every((tensors) => tensorsOf(tensors).every(({ values }) => values.data.every((w) => Math.fround(w) === w || Number.isNaN(w))))
    ? 'float32'
    : 'float64';
}
