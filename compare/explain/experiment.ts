import { Fault } from '../../src/fault.ts';
import { camel, kebab } from '../../src/run/config.ts';
import { documentRows } from '../../src/run/presets.ts';
import { written } from '../../src/run/settings/setting.ts';
import { type Configuration, configurationOf, readSettings, type Settings } from './configuration.ts';
import { DOCUMENT_REFERENCES, NAMED } from './document.ts';
import { type Cell, cellsOf, type Factor, factorsOf } from './factors.ts';

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

/** Without --from and --to it is the document's experiment. @throws Fault */
export function experimentOf({ preset, data, from, to, set }: Asked): Experiment {
  if (preset !== undefined && preset !== 'document') throw new Fault(`--preset: expected document, got '${preset}'.`);
  if ((from === undefined) !== (to === undefined)) {
    const [given, missing] = from === undefined ? ['--to', '--from'] : ['--from', '--to'];
    throw new Fault(`${given} needs ${missing} beside it; for this program's defaults give ${missing} defaults.`);
  }
  const ofDocument = from === undefined;
  const common = { ...(data !== undefined && { data }), ...(set !== undefined && given(set, '--set')) };
  const base = ofDocument || preset ? { ...documentRows(common), ...common } : common;
  const [first, second] = [side(from ?? 'document', '--from', base), side(to ?? 'framework', '--to', base)];
  const factors = factorsOf(first.configuration, second.configuration);
  const references = ofDocument ? DOCUMENT_REFERENCES : [];
  return {
    from: first,
    to: second,
    factors,
    cells: cellsOf(first.configuration, second.configuration, factors),
    references: references.map(({ id, title, settings }) => ({ id, title, configuration: configurationOf({ ...base, ...settings }, kebab) })),
  };
}

function given(settings: string | Settings, option: string): Settings {
  return typeof settings === 'string' ? readSettings(settings, option) : settings;
}

function side(asked: string | Settings, option: string, base: Settings): Side {
  const text = typeof asked === 'string' ? asked : inlined(asked);
  const named = asked === text && Object.hasOwn(NAMED, text) ? NAMED[text] : undefined;
  const settings = named?.settings ?? given(asked, option);
  const place = (name: string) => (camel(name) in settings || !(camel(name) in base) ? `${option} ${name}` : name === 'data' ? '--data' : `--set ${name}`);
  return { title: named?.title ?? `${option} (${text})`, configuration: configurationOf({ ...base, ...settings }, place) };
}

/** As they would be typed: 'learning-rate=0.1,init=he-normal'. */
function inlined(settings: Settings): string {
  return Object.entries(settings)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${kebab(name)}=${written(value)}`)
    .join(',');
}
