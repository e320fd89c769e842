import { codeOf } from '../diagnose/catalogue/codes.ts';
import type { Channel, ChannelDiagnosis, Finding as Formula, Place } from '../diagnose/channels/finding.ts';
import type { Diagnosis, NamedMistake } from '../diagnose/diagnosis.ts';
import { itemOfChannel, itemOfKind, itemOfMistake, layerOf } from './items.ts';
import type { Charged } from './outcome.ts';
import type { Rubric } from './rubric.ts';

type Accepting = Pick<Rubric, 'accept' | 'undeclared'>;

/** What is wrong with a network, each at the one item that it costs; what is accepted costs nothing, and is said. */
export function chargesOf(diagnosis: Diagnosis, channels: ChannelDiagnosis | undefined, rubric: Accepting): Charged[] {
  switch (diagnosis.verdict) {
    case 'correct':
      return [];
    case 'unfinished':
      return ofFormulas(channels, rubric);
    case 'mistake':
      return diagnosis.mistakes.map((mistake) => ofMistake(mistake, rubric, diagnosis.harmless));
    case 'computed':
      return ofFormulas(diagnosis.channels, rubric);
    case 'partly': {
      const named = diagnosis.mistakes.map((mistake) => ofMistake(mistake, rubric, undefined));
      const { kind, layer, tensor } = diagnosis.remaining;
      return [...named, unnamed(itemOfKind(kind), tensor, layer)];
    }
    case 'unknown': {
      const known = [...ofFormulas(channels, rubric), ...ofOpen(channels)];
      const { kind, layer, tensor } = diagnosis.location;
      return known.some(({ accepted }) => accepted === undefined) ? known : [...known, unnamed(itemOfKind(kind), tensor, layer)];
    }
  }
}

function ofMistake({ id, name, tensor, right, mend, effect }: NamedMistake, rubric: Accepting, harmless: readonly string[] | undefined): Charged {
  const code = codeOf(id);
  const layer = layerOf(id);
  const isUndeclared = harmless !== undefined && harmless.length > 0;
  const accepted = acceptedAs(rubric, id, isUndeclared ? harmless.join('; ') : undefined);
  return {
    item: itemOfMistake(id),
    ...(layer !== undefined && { layers: [layer] }),
    ...{ id, ...(code !== undefined && { code }), place: tensor, name, right, mend, effect },
    ...(accepted !== undefined && { accepted }),
  };
}

/** Why a mistake of that id costs nothing. @param declare how it is declared, where it is right in itself */
function acceptedAs({ accept, undeclared }: Accepting, id: string | undefined, declare: string | undefined): string | undefined {
  const code = id === undefined ? undefined : codeOf(id);
  if (accept.some((name) => name === code || (id !== undefined && (name === id || name === id.replace(/\/\d+$/, ''))))) return 'the rubric accepts it';
  return declare !== undefined && undeclared === 'accept' ? `right in itself; it is declared by ${declare}` : undefined;
}

function ofFormulas(channels: ChannelDiagnosis | undefined, rubric: Accepting): Charged[] {
  return (channels?.findings ?? []).map((formula) => ofFormula(formula, rubric));
}

/** A note costs what it shows in: large logits. Elsewhere it costs nothing. */
function ofFormula({ places, computed, right, known, severity, declare }: Formula, rubric: Accepting): Charged {
  const [first] = places;
  const channel: Channel = first?.channel ?? 'manners';
  const layers = places.flatMap(({ layer }) => layer ?? []);
  const code = known?.id === undefined ? undefined : codeOf(known.id);
  const isFree = severity === 'note' && channel !== 'tails' && channel !== 'kink';
  const accepted =
    acceptedAs(rubric, known?.id, severity === 'intention' ? (declare ?? 'an option of its own') : undefined) ??
    (isFree ? 'worth knowing, no mistake' : undefined);
  return {
    item: code === undefined ? itemOfChannel(channel) : itemOfMistake(known?.id ?? ''),
    ...(layers.length > 0 && { layers }),
    ...(known?.id !== undefined && { id: known.id }),
    ...(code !== undefined && { code }),
    ...{ place: placeOf(first), name: known?.name ?? computed, right },
    ...(known?.mend !== undefined && { mend: known.mend }),
    ...(known?.effect !== undefined && { effect: known.effect }),
    ...(accepted !== undefined && { accepted }),
  };
}

/** Channels whose numbers no formula gives. */
function ofOpen(channels: ChannelDiagnosis | undefined): Charged[] {
  const open = (channels?.channels ?? []).filter(({ state }) => state === 'open');
  return open.map((place) => unnamed(itemOfChannel(place.channel), placeOf(place), place.layer));
}

function placeOf(place: Place | undefined): string {
  if (!place) return 'the whole';
  return place.layer === undefined ? place.channel : `${place.channel} of layer ${place.layer}`;
}

function unnamed(item: Charged['item'], place: string, layer: number | undefined): Charged {
  return { item, place, ...(layer !== undefined && { layers: [layer] }), isOpen: true, name: `Something is wrong in ${place} that no known mistake gives` };
}
