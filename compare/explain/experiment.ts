import { Fault } from '../../src/fault.ts';
import { camel, kebab } from '../../src/run/config.ts';
import { documentRows } from '../../src/run/presets.ts';
import { written } from '../../src/run/settings/setting.ts';
import { type Configuration, configurationOf, readSettings, type Settings } from './configuration.ts';
import { DOCUMENT_REFERENCES, NAMED } from './document.ts';
import { type Cell, cellsOf, type Factor, factorsOf } from './factors.ts';
import { AS_TYPED, type Part, type Wording } from './wording.ts';

/** What is asked for: settings as they are typed, or by their names. */
export interface Asked {
  readonly preset?: string;
  readonly data?: string;
  readonly from?: string | Settings;
  readonly to?: string | Settings;
  /** Settings of both configurations. */
  readonly set?: string | Settings;
}

export interface Side {
  readonly title: string;
  readonly configuration: Configuration;
}

/** Two configurations, what tells them apart, and every combination of it. */
export interface Experiment {
  readonly from: Side;
  readonly to: Side;
  readonly factors: readonly Factor[];
  readonly cells: readonly Cell[];
  readonly references: readonly (Side & { readonly id: string })[];
}

/** Without the two it is the document's experiment. @param wording how messages name what was given @throws Fault */
export function experimentOf({ preset, data, from, to, set }: Asked, wording: Wording = AS_TYPED): Experiment {
  if (preset !== undefined && preset !== 'document') throw new Fault(`--preset: expected document, got '${preset}'.`);
  if ((from === undefined) !== (to === undefined)) {
    const [there, missing] = from === undefined ? (['to', 'from'] as const) : (['from', 'to'] as const);
    throw new Fault(`${wording.named(there)} needs ${wording.named(missing)} beside it; for this program's defaults give ${wording.named(missing)} defaults.`);
  }
  const ofDocument = from === undefined;
  const common = { ...(data !== undefined && { data }), ...(set !== undefined && given(set, wording.place('set'))) };
  const base = ofDocument || preset ? { ...documentRows(common), ...common } : common;
  const [first, second] = [side(from ?? 'document', 'from', base, wording), side(to ?? 'framework', 'to', base, wording)];
  const factors = factorsOf(first.configuration, second.configuration, wording);
  const references = ofDocument ? DOCUMENT_REFERENCES : [];
  return {
    from: first,
    to: second,
    factors,
    cells: cellsOf(first.configuration, second.configuration, factors, wording),
    references: references.map(({ id, title, settings }) => ({ id, title, configuration: configurationOf({ ...base, ...settings }, kebab) })),
  };
}

function given(settings: string | Settings, place: string): Settings {
  return typeof settings === 'string' ? readSettings(settings, place) : settings;
}

function side(asked: string | Settings, part: Part, base: Settings, wording: Wording): Side {
  const text = typeof asked === 'string' ? asked : inlined(asked);
  const named = asked === text && Object.hasOwn(NAMED, text) ? NAMED[text] : undefined;
  const settings = named?.settings ?? given(asked, wording.place(part));
  const isOwn = (option: string) => camel(option) in settings || !(camel(option) in base);
  const place = (option: string) => (isOwn(option) ? wording.place(part, option) : option === 'data' ? wording.place('data') : wording.place('set', option));
  return { title: named?.title ?? `${wording.named(part)} (${text})`, configuration: configurationOf({ ...base, ...settings }, place) };
}

/** As they would be typed: 'learning-rate=0.1,init=he-normal'. */
function inlined(settings: Settings): string {
  return Object.entries(settings)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${kebab(name)}=${written(value)}`)
    .join(',');
}
