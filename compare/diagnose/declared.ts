import { Fault } from '../../src/fault.ts';
import { parameterCount } from '../../src/model/model-spec.ts';
import type { Backend } from '../../src/model/network.ts';
import type { Task } from '../../src/model/training-spec.ts';
import type { Everyday } from './channels/catalogued.ts';
import { examineByChannels } from './channels/examine.ts';
import type { Channel, ChannelDiagnosis, Place } from './channels/finding.ts';
import type { Diagnosis, Examined } from './diagnosis.ts';
import type { Location } from './locate.ts';
import { narrowed, WIDE } from './narrow.ts';
import type { Kind } from './tensor.ts';

/**
 * A network held against the training that it declares, whatever that is: by its channels alone, each formula that differs with the
 * name that the catalogue has for it.
 * @throws Fault where it answers no question
 */
export async function diagnoseDeclared(
  backend: Backend,
  { model, training }: Task,
  everyday: Partial<Everyday> & { readonly seed?: number },
): Promise<Diagnosis> {
  const asked = parameterCount(model) > WIDE ? narrowed(model) : model;
  const channels = await examineByChannels(backend, { model: asked, training }, everyday);
  const { proof, findings } = channels;
  if (proof.tensors === 0) throw new Fault(`${backend.name}: no question was answered: ${findings[0]?.computed ?? 'nothing came'}.`);
  const examined: Examined = {
    network: backend.name,
    description: backend.description,
    model,
    probes: proof.questions,
    tensors: proof.tensors,
    unanswered: [],
    notes: [],
  };
  if (proof.state === 'confirmed' && findings.length === 0) {
    const { relative, tensor, question } = proof.furthest;
    return { ...examined, verdict: 'correct', precision: channels.float, furthest: { relative, tensor, probe: question } };
  }
  if (proof.state === 'confirmed') return { ...examined, verdict: 'computed', location: locationOf(channels, findings[0]!.places[0]!), channels };
  return { ...examined, verdict: 'unknown', location: locationOf(channels, firstOpen(channels)), evidence: [], channels };
}

function firstOpen({ channels, findings }: ChannelDiagnosis): Place | undefined {
  return channels.find(({ state }) => state === 'open') ?? findings[0]?.places[0];
}

const KINDS: Readonly<Record<Channel, Kind>> = {
  manners: 'weights',
  inputs: 'logits',
  forward: 'logits',
  predict: 'logits',
  loss: 'loss',
  targets: 'output gradient',
  'output gradient': 'output gradient',
  'weight gradient': 'dW',
  'bias gradient': 'db',
  'passed down': 'dZ',
  derivative: 'dZ',
  batch: 'output gradient',
  'batch loss': 'loss',
  penalty: 'update',
  update: 'update',
  tails: 'output gradient',
  kink: 'dZ',
};

/** Where a channel shows, and which of them are right. */
function locationOf({ channels, proof }: ChannelDiagnosis, place: Place | undefined): Location {
  const kind = place ? KINDS[place.channel] : 'update';
  const layer = place?.layer;
  const stillRight = channels
    .filter(({ state }) => state === 'right')
    .map(({ channel, layer: of }) => (of === undefined ? channel : `${channel} of layer ${of}`));
  return {
    kind,
    ...(layer !== undefined && { layer }),
    tensor: layer === undefined ? kind : `${kind}${layer}`,
    probe: proof.first?.question ?? proof.questions[0] ?? '',
    step: 0,
    implied: true,
    stillRight,
  };
}
