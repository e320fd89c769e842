import { existsSync } from 'node:fs';
import { Fault, list, nearest, quoted, suggestion } from '../../src/fault.ts';
import { camel, kebab, parseRunSpec, RUN_OPTIONS, type RunSpec } from '../../src/run/config.ts';
import { readConfig } from '../../src/run/config-file.ts';
import { settingCalled } from '../../src/run/settings/settings.ts';
import { NO_QUIRKS, QUIRKS, type Quirks } from '../networks/quirks.ts';

/** One way to train: the settings of a run, for one network, and its quirks. */
export interface Configuration {
  readonly spec: RunSpec;
  readonly quirks: Quirks;
}

/** Options by their names in camelCase, a run's and quirks alike, not yet judged. */
export type Settings = Readonly<Record<string, unknown>>;

/** Settings → configuration, defaults filled in. @param place how an option is named where it was given @throws Fault */
export function configurationOf(settings: Settings, place: (option: string) => string): Configuration {
  const known = [...RUN_OPTIONS, ...Object.keys(QUIRKS).map(kebab)];
  const stranger = Object.keys(settings)
    .map(kebab)
    .find((name) => !known.includes(name) && !settingCalled(camel(name)));
  if (stranger !== undefined)
    throw new Fault(`${place(stranger)}: there is no such option.${suggestion(nearest(stranger, known))} There are ${list(known, known.length)}.`);
  const given = Object.entries(settings).filter(([, value]) => value !== undefined);
  const isQuirk = ([name]: [string, unknown]) => Object.hasOwn(QUIRKS, name);
  const quirks = Object.fromEntries(given.filter(isQuirk));
  for (const [name, values] of Object.entries(QUIRKS)) {
    const value = quirks[name];
    if (value === undefined || (values as readonly unknown[]).includes(value)) continue;
    throw new Fault(`${place(kebab(name))}: expected one of ${values.join(', ')}, got ${quoted(String(value))}.`);
  }
  const rest = Object.fromEntries(given.filter((setting) => !isQuirk(setting)));
  const spec = parseRunSpec({ networks: ['scratch'], ...rest }, place);
  if (spec.networks.length !== 1) throw new Fault(`${place('networks')}: a configuration is of one network, got ${list(spec.networks)}.`);
  return { spec, quirks: { ...NO_QUIRKS, ...quirks } };
}

/** A configuration's settings, to be changed and judged again. */
export function settingsOf({ spec, quirks }: Configuration): Settings {
  return { ...spec, ...quirks };
}

/** 'learning-rate=0.1,hidden=64,64,init=he-normal' or the path of a JSON file of options. @throws Fault */
export function readSettings(text: string, option: string): Settings {
  const given = text.includes('=') ? inlineSettings(text, option) : fileSettings(text, option);
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [ownName(name, given), value]));
}

/** What a setting is called here, so that one configuration lies over another; one that is given by both names is left to be refused. */
function ownName(name: string, given: Settings): string {
  const own = settingCalled(name)?.name ?? name;
  return Object.hasOwn(given, own) ? name : own;
}

/** A piece without '=' goes on with the value before it: the 64 of hidden=64,64. */
function inlineSettings(text: string, option: string): Settings {
  const pairs: [string, string][] = [];
  for (const piece of text.split(',')) {
    const equals = piece.indexOf('=');
    const last = pairs.at(-1);
    if (equals > 0) pairs.push([camel(piece.slice(0, equals).trim()), piece.slice(equals + 1).trim()]);
    else if (last && equals < 0) last[1] += `,${piece.trim()}`;
    else throw new Fault(`${option}: expected settings such as learning-rate=0.1,init=he-normal, got ${quoted(piece)}.`);
  }
  const names = pairs.map(([name]) => name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) throw new Fault(`${option}: ${kebab(twice)} is given twice.`);
  return Object.fromEntries(pairs);
}

function fileSettings(path: string, option: string): Settings {
  if (existsSync(path)) return readConfig(path, option);
  throw new Fault(`${option} ${quoted(path)}: there is no such file, and settings are written as learning-rate=0.1,init=he-normal.`);
}
