import { inspect } from 'node:util';
import { Fault, list, quoted } from '../fault.ts';
import { presetSettings } from './presets.ts';
import { CONTRADICTIONS } from './settings/contradictions.ts';
import { camel, kebab, written } from './settings/setting.ts';
import { type GivenSettings, SETTINGS, settingOf } from './settings/settings.ts';

export { camel, kebab };

/** All that a run is told, the reader's own networks among the others. */
export type RunSpec = Readonly<Omit<GivenSettings, 'network'>>;

/** The options of a run, as they are written: 'learning-rate'. */
export const RUN_OPTIONS: readonly string[] = SETTINGS.map(({ name }) => kebab(name));

type Settings = Readonly<Record<string, unknown>>;

/**
 * Settings as they came, keys in camelCase → RunSpec with every default filled in.
 * @param place how a setting's name is written where it came from: '--batch-size', 'run.json: batch-size'
 * @throws Fault that names every setting that is wrong, what was expected and what came
 */
export function parseRunSpec(settings: Settings, place: (option: string) => string): RunSpec {
  const { right, wrong } = readEach({ ...presetSettings(settings), ...settings });
  const strangers = Object.keys(settings).filter((name) => !settingOf(name));
  const faults = [
    ...Object.entries(wrong).map(([name, expected]) => `${place(kebab(name))}: expected ${expected}, got ${shown(settings[name])}.`),
    ...(strangers.length > 0
      ? [`${strangers.map((name) => place(kebab(name))).join(', ')}: there is no such option. There are ${list(RUN_OPTIONS, RUN_OPTIONS.length)}.`]
      : []),
    ...contradictions(right, Object.keys(wrong)).map(([name, says]) => `${place(`${settingOf(name)?.isOn ? 'no-' : ''}${kebab(name)}`)} ${says}`),
  ];
  if (faults.length > 0) throw new Fault(...faults);
  const { network = [], ...spec } = right;
  return { ...spec, networks: [...spec.networks, ...network] };
}

/** What each setting is, its default where it is not given; or, by its name, what was expected. */
function readEach(given: Settings): { right: GivenSettings; wrong: Record<string, string> } {
  const right: Record<string, unknown> = {};
  const wrong: Record<string, string> = {};
  for (const { name, read, default: usual } of SETTINGS) {
    const reading = given[name] === undefined ? { value: usual } : read(given[name]);
    if ('expected' in reading) wrong[name] = reading.expected;
    else if (reading.value !== undefined) right[name] = reading.value;
  }
  return { right: right as GivenSettings, wrong }; // but for those that are wrong
}

/** Between settings that are right each by itself. */
function contradictions(right: GivenSettings, wrong: readonly string[]): [name: string, says: string][] {
  const judged = CONTRADICTIONS.filter(({ settings }) => !settings.some((name) => wrong.includes(name)));
  return judged.filter(({ when }) => when(right)).map(({ settings, says }) => [String(settings[0]), typeof says === 'string' ? says : says(right)]);
}

/** What came, on one line and no longer than helps. */
function shown(came: unknown): string {
  return typeof came === 'string' ? quoted(came) : inspect(came, { breakLength: Infinity, depth: 1, maxArrayLength: 8, maxStringLength: 40 });
}

/** The settings that are not the default (a preset's are, under it), as an option's name and its value. */
export function changedSettings(spec: RunSpec): [option: string, value: string][] {
  const usual: Settings = readEach(presetSettings({ preset: spec.preset, task: spec.task })).right;
  const changed = Object.entries(spec).filter(([name, value]) => written(value) !== written(usual[name]));
  return changed.map(([name, value]) => [kebab(name), written(value)]);
}
