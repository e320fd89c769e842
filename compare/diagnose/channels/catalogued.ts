import { layersOf, logitsWidth } from '../../../src/model/model-spec.ts';
import { catalogue } from '../catalogue/catalogue.ts';
import type { Channel as CatalogueChannel, Mistake, Setting, Suspect } from '../mistake.ts';
import { type CataloguedName, type Channel, type Found, formulasOf } from './finding.ts';
import { groupsOf } from './grouped.ts';
import { gapsOf, gives } from './holding.ts';
import type { Known } from './known.ts';

/** What effects are told for. */
export interface Everyday {
  readonly batchSize: number;
  readonly learningRate: number;
}

/** Where a mistake of the catalogue may show as a formula; what shows in the tails or at a kink alone is told by other questions. */
export const SHOWS: Readonly<Record<CatalogueChannel, readonly Channel[]>> = {
  manners: ['manners'],
  inputs: ['inputs'],
  forward: ['forward'],
  predict: ['predict'],
  loss: ['loss', 'batch loss'],
  targets: ['targets', 'batch'],
  'output-gradient': ['output gradient', 'targets'],
  batch: ['batch', 'batch loss'],
  dW: ['weight gradient', 'batch'],
  db: ['bias gradient', 'batch'],
  'passed-down': ['passed down'],
  derivative: ['derivative'],
  penalty: ['penalty', 'update'],
  rate: ['output gradient', 'batch', 'update'],
  update: ['update'],
  tails: [],
  kink: [],
};

export function settingOf({ task: { model } }: Pick<Known, 'task'>, { batchSize, learningRate }: Everyday): Setting {
  const layers = layersOf(model);
  const shortRows = Math.min(17, Math.ceil(batchSize / 2));
  return { model, layers, depth: layers.length, classes: logitsWidth(model.output), batchSize, shortRows, learningRate };
}

/**
 * Findings with the name, the mend and the effect that the catalogue has for what they say: those of a record whose formulas, in
 * place of theirs, give every number that theirs give. What gives the same numbers besides is told as 'or'.
 */
export function catalogued(known: Known, found: readonly Found[], everyday: Everyday): Found[] {
  const open = new Set(gapsOf(known.task, formulasOf(found), known.exhibits, known.float).flatMap(({ id, agrees }) => (agrees ? [] : [id])));
  const suspects = catalogue(settingOf(known, everyday));
  const named = new Map<Found, Pick<Found, 'known' | 'or'>>();
  for (const group of groupsOf(found.filter(({ tellsApart }) => !tellsApart))) {
    const rest = found.filter((one) => !group.includes(one));
    if (gives(known.task, formulasOf(rest), known.exhibits, known.float, open)) continue; // no number tells what it is
    const fitting = candidates(suspects, group[0]!).filter(({ change }) =>
      gives(known.task, formulasOf([...rest, { ...group[0]!, formulas: change }]), known.exhibits, known.float, open),
    );
    const [first, ...others] = distinct(fitting);
    if (!first) continue;
    const own = group[0]!.reading && group[0]!.known?.name; // a loss is said as one
    const or = [...(own === undefined ? [] : [first]), ...others].map(({ name }) => name);
    for (const one of group) named.set(one, { known: { ...nameOf(first), ...(own !== undefined && { name: own }) }, ...(or.length > 0 && { or }) });
  }
  return found.map((one) => ({ ...one, ...named.get(one) }));
}

/** Of one mistake's variants the first. */
function distinct(mistakes: readonly Mistake[]): Mistake[] {
  return mistakes.filter(({ id }, i) => mistakes.findIndex((other) => other.id.split('/')[0] === id.split('/')[0]) === i);
}

function nameOf({ id, name, mend, effect, parameter }: Mistake): CataloguedName {
  return { id, name, mend, effect, ...(parameter && { value: parameter.value }) };
}

/** Mistakes that may show where the finding is; of those with a number in them that with the finding's own. */
function candidates(suspects: readonly Suspect[], { places: [place], term, momentum, scaled, parameter }: Found): Mistake[] {
  const numbers = [parameter, term?.factor, momentum, scaled].filter((value) => value !== undefined && !Number.isNaN(value)) as number[];
  return suspects.flatMap((suspect) => membersOf(suspect, numbers)).filter(({ channel }) => SHOWS[channel].includes(place!.channel));
}

function membersOf(suspect: Suspect, numbers: readonly number[]): Mistake[] {
  if ('change' in suspect) return suspect.unpredictable ? [] : [suspect];
  if ('read' in suspect) return [];
  return numbers.map((value) => suspect.written.to(value)).flatMap((value) => (suspect.plausible(value) ? [suspect.make(value)] : []));
}

/** The mistake of the catalogue that was named so. */
export function namedMistake(suspects: readonly Suspect[], { id, value }: CataloguedName): Mistake | undefined {
  const suspect = suspects.find((one) => one.id === id);
  return suspect && membersOf(suspect, value === undefined ? [] : [value])[0];
}
