import { Fault } from '../../src/fault.ts';
import { camel, kebab } from '../../src/run/config.ts';
import { documentRows } from '../../src/run/presets.ts';
import { type Configuration, configurationOf, readSettings, type Settings } from './configuration.ts';
import { DOCUMENT_REFERENCES, NAMED } from './document.ts';
import { type Cell, cellsOf, type Factor, factorsOf } from './factors.ts';

/** What the command line asks for, as it came. */
export interface Asked {
  readonly preset?: string;
  readonly data?: string;
  readonly from?: string;
  readonly to?: string;
  /** Settings of both configurations. */
  readonly set?: string;
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
  const common = { ...(data !== undefined && { data }), ...(set !== undefined && readSettings(set, '--set')) };
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

function side(text: string, option: string, base: Settings): Side {
  const named = Object.hasOwn(NAMED, text) ? NAMED[text] : undefined;
  const settings = named?.settings ?? readSettings(text, option);
  const place = (name: string) => (camel(name) in settings || !(camel(name) in base) ? `${option} ${name}` : name === 'data' ? '--data' : `--set ${name}`);
  return { title: named?.title ?? `${option} (${text})`, configuration: configurationOf({ ...base, ...settings }, place) };
}
