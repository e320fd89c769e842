import type { Formulas } from '../../scratch/formulas.ts';
import type { LayerSpec } from '../../src/model/model-spec.ts';
import type { Change, Channel, Family, Mistake, Reading, Scale, Setting, Suspect } from './mistake.ts';
import { type Kind, type Stage, stageOf, type Tensor } from './tensor.ts';

/** Where a mistake is looked for: in a setting, in all layers that can have it or in one, with a number. */
export interface Place extends Setting {
  /** ' (in layer 2)'; nothing where it is in several layers, or in none in particular. */
  readonly where: string;
  readonly alone: boolean; // in one layer of several that can have it
  readonly layer: number; // the last that has it, and so the first, going back, where it shows
  readonly value: number; // that was estimated, as it is written in a program; NaN where there is none
}

type Words = string | ((place: Place) => string);

/** A number in a mistake that is to be estimated. */
export interface Estimate {
  readonly name: string; // 'momentum'
  readonly starts: readonly number[] | ((setting: Setting) => readonly number[]);
  readonly plausible: (value: number) => boolean;
  /** What is estimated in its place: ln ε. */
  readonly scale?: Scale;
}

/** A mistake as it is written down: one record, whatever the setting. */
export interface MistakeRecord {
  readonly id: Words; // '/2' is put after it where it is in layer 2 alone
  readonly says: Words; // one sentence, without the full stop; a plain one is followed by the layer, a function puts it itself
  readonly channel: Channel;
  /** The first tensor that it makes wrong; of a gradient by its kind alone, in the last layer that has the mistake. */
  readonly first: Kind | ((place: Place) => Tensor);
  /** The first stage whose numbers it changes, where that is not the one of `first`. */
  readonly stage?: Stage;
  readonly right: Words; // the line of algebra that is right
  readonly mend: Words; // a sketch of the mend
  readonly effect: Words; // with numbers
  /** The settings in which it can be made; in all unless it is said. */
  readonly when?: (setting: Setting) => boolean;
  /** The layers that can have it: it is looked for in all of them, then in each alone. Without, it is the whole network's. */
  readonly layers?: (layer: LayerSpec, l: number, setting: Setting) => boolean;
  readonly estimate?: Estimate;
  /** The formulas that differ, made from those that are right: where `layers` are given, as if in every layer. */
  readonly change: (right: Formulas, place: Place) => Partial<Formulas>;
}

/** A mistake that is read off what the network showed, found so many times over. */
export interface ReadingRecord<Found> extends Pick<Mistake, 'id' | 'channel' | 'right' | 'mend' | 'effect' | 'unpredictable'> {
  readonly first: Kind;
  readonly read: (...shown: Parameters<Reading['read']>) => readonly Found[];
  readonly says: (found: Found) => string;
  readonly change: (right: Formulas, found: Found) => Partial<Formulas>;
}

export type Entry = MistakeRecord | Reading;

/** Writes a mistake down. */
export function mistake(record: MistakeRecord): MistakeRecord {
  return record;
}

/** Writes a mistake down that is read off what the network showed. */
export function reading<Found>({ first: kind, says, read, change, ...words }: ReadingRecord<Found>): Reading {
  const [stage, first] = [stageOf(kind), { kind }];
  const made = (found: Found): Mistake => ({ ...words, name: says(found), stage, first, inOneLayer: false, change: (right) => change(right, found) });
  return { id: words.id, stage, words, read: (...shown) => read(...shown).map(made) };
}

/** What can be suspected of a network in this setting, by one entry of the catalogue. */
export function suspectsOf(entry: Entry, setting: Setting): Suspect[] {
  if ('read' in entry) return [entry];
  const { when = () => true, layers: canHave } = entry;
  if (!when(setting)) return [];
  const network = { ...setting, where: '', alone: false, layer: setting.depth, value: NaN };
  if (!canHave) return [suspect(entry, network, (change) => change)];
  const able = setting.layers.flatMap((layer, l) => (canHave(layer, l, setting) ? [l + 1] : []));
  const inLayers = (layers: readonly number[], alone: boolean) => {
    const where = layers.length === 1 ? ` (in layer ${layers[0]})` : '';
    return suspect(entry, { ...network, where, alone, layer: Math.max(...layers) }, (change) => only(layers, change));
  };
  if (able.length === 0) return [];
  return able.length === 1 ? [inLayers(able, false)] : [inLayers(able, false), ...able.map((layer) => inLayers([layer], true))];
}

const AS_WRITTEN: Scale = { from: (value) => value, to: (value) => value };

function suspect(record: MistakeRecord, place: Place, spread: (change: Change) => Change): Suspect {
  const { estimate } = record;
  if (!estimate) return mistakeAt(record, place, spread);
  const { name, starts, plausible, scale = AS_WRITTEN } = estimate;
  const make = (estimated: number): Mistake => {
    const value = scale.from(estimated);
    return { ...mistakeAt(record, { ...place, value }, spread), parameter: { name, value } };
  };
  const begin = typeof starts === 'function' ? starts(place) : starts;
  const { id, stage, first } = make(scale.to(begin[0] ?? NaN));
  return { id, stage, first, starts: begin.map(scale.to), plausible: (estimated) => plausible(scale.from(estimated)), make, written: scale } satisfies Family;
}

const IN_A_LAYER: readonly Kind[] = ['dZ', 'dW', 'db'];

function mistakeAt(record: MistakeRecord, place: Place, spread: (change: Change) => Change): Mistake {
  const { says, first: wrong, change } = record;
  const word = (words: Words) => (typeof words === 'function' ? words(place) : words);
  const first = typeof wrong === 'function' ? wrong(place) : IN_A_LAYER.includes(wrong) ? { kind: wrong, layer: place.layer } : { kind: wrong };
  return {
    id: `${word(record.id)}${place.alone ? `/${place.layer}` : ''}`,
    name: typeof says === 'function' ? says(place) : `${says}${place.where}`,
    channel: record.channel,
    stage: record.stage ?? stageOf(first.kind),
    first,
    right: word(record.right),
    mend: word(record.mend),
    effect: word(record.effect),
    inOneLayer: place.alone,
    change: spread((right) => change(right, place)),
  };
}

/** The change in these layers (1, 2, …) alone; the others stay as they are, and so do formulas that do not differ. */
function only(layers: readonly number[], change: Change): Change {
  return (right) => {
    const wrong = { ...right, ...change(right) };
    const isIn = (l: number) => layers.includes(l + 1);
    const of = (l: number) => (isIn(l) ? wrong : right);
    const spread: Partial<Formulas> = {
      affine: (A, weights, l) => of(l).affine(A, weights, l),
      activation: (layer, l) => of(l).activation(layer, l),
      activationGradient: (pass, l) => of(l).activationGradient(pass, l),
      weightGradient: (pass, l) => of(l).weightGradient(pass, l),
      biasGradient: (pass, l) => of(l).biasGradient(pass, l),
      inputGradient: (pass, l) => of(l).inputGradient(pass, l),
      updated(...step) {
        const changed = wrong.updated(...step);
        return right.updated(...step).map((layer, l) => (isIn(l) ? (changed[l] ?? layer) : layer));
      },
    };
    return Object.fromEntries(Object.entries(spread).filter(([name]) => wrong[name as keyof Formulas] !== right[name as keyof Formulas]));
  };
}
