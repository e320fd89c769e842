import { Fault, list, nearest, quoted, suggestion } from '../fault.ts';
import { inspected } from '../host/inspected.ts';
import { presetSettings } from './presets.ts';
import { CONTRADICTIONS } from './settings/contradictions.ts';
import { camel, kebab, written } from './settings/setting.ts';
import { type GivenSettings, SETTINGS, settingCalled, settingOf } from './settings/settings.ts';

export { camel, kebab };

/** All that a run is told, the reader's own networks among the others. */
export type RunSpec = Readonly<Omit<GivenSettings, 'network'>>;

/** The options of a run, as they are written: 'learning-rate'. */
export const RUN_OPTIONS: readonly string[] = SETTINGS.map(({ name }) => kebab(name));

type Settings = Readonly<Record<string, unknown>>;

/**
 * Settings as they came, keys in camelCase → RunSpec with every default filled in.
 * @param where how a setting's name is written where it came from: '--batch-size', 'run.json: batch-size'
 * @param onTold is told in a sentence of each name that another stood for, as Keras or PyTorch have it
 * @throws Fault that names every setting that is wrong, what was expected and what came
 */
export function parseRunSpec(came: Settings, where: (option: string) => string, onTold: (told: string) => void = () => {}): RunSpec {
  const { settings, by, twice, told } = byOwnNames(came, where);
  const place = (option: string) => where(kebab(by.get(camel(option)) ?? option));
  const { right, wrong, meant } = readEach({ ...presetSettings(settings), ...settings }, (name, what) => told.push(`${place(kebab(name))}: ${what}.`));
  const strangers = Object.keys(settings).filter((name) => !settingOf(name));
  const faults = [
    ...twice,
    ...Object.entries(wrong).map(([name, expected]) => `${place(kebab(name))}: expected ${expected}, got ${shown(settings[name])}.${suggestion(meant[name])}`),
    ...noSuchOptions(strangers, place),
    ...contradictions(right, Object.keys(wrong)).map(([name, says]) => `${place(`${settingOf(name)?.isOn ? 'no-' : ''}${kebab(name)}`)} ${says}`),
  ];
  if (faults.length > 0) throw new Fault(...faults);
  told.forEach(onTold);
  const { network = [], ...spec } = right;
  return { ...spec, networks: [...spec.networks, ...network] };
}

/** Settings by the names that they have here, and the name that each came by; a Fault's line for each that is given by two of its names. */
function byOwnNames(
  came: Settings,
  place: (option: string) => string,
): { settings: Settings; by: ReadonlyMap<string, string>; twice: string[]; told: string[] } {
  const settings = new Map<string, unknown>(); // names may be any text of a file, '__proto__' too
  const by = new Map<string, string>();
  const [twice, told]: [string[], string[]] = [[], []];
  for (const [name, value] of Object.entries(came).filter(([, each]) => each !== undefined)) {
    const own = settingOf(name)?.name ?? settingCalled(name)?.name ?? name;
    const first = by.get(own);
    if (first !== undefined) twice.push(`${place(kebab(first))} and ${place(kebab(name))} are one option; give one of them.`);
    settings.set(own, value);
    by.set(own, name);
    if (own !== name) told.push(`${place(kebab(name))} is ${kebab(own)} here.`);
  }
  return { settings: Object.fromEntries(settings), by, twice, told };
}

function noSuchOptions(strangers: readonly string[], place: (option: string) => string): string[] {
  if (strangers.length === 0) return [];
  const [first, ...others] = strangers.map((name) => nearest(name, RUN_OPTIONS));
  const meant = others.length === 0 ? suggestion(first) : '';
  return [`${strangers.map((name) => place(kebab(name))).join(', ')}: there is no such option.${meant} There are ${list(RUN_OPTIONS, RUN_OPTIONS.length)}.`];
}

/** What each setting is, its default where it is not given; or, by its name, what was expected. */
function readEach(
  given: Settings,
  onTold?: (name: string, told: string) => void,
): { right: GivenSettings; wrong: Record<string, string>; meant: Record<string, string | undefined> } {
  const right: Record<string, unknown> = {};
  const wrong: Record<string, string> = {};
  const meant: Record<string, string | undefined> = {};
  for (const { name, read, default: usual } of SETTINGS) {
    const reading = given[name] === undefined ? { value: usual } : read(given[name]);
    if ('expected' in reading) [wrong[name], meant[name]] = [reading.expected, reading.meant];
    else if (reading.value !== undefined) right[name] = reading.value;
    if ('told' in reading && reading.told !== undefined) onTold?.(name, reading.told);
  }
  return { right: right as GivenSettings, wrong, meant }; // but for those that are wrong
}

/** Between settings that are right each by itself. */
function contradictions(right: GivenSettings, wrong: readonly string[]): [name: string, says: string][] {
  const judged = CONTRADICTIONS.filter(({ settings }) => !settings.some((name) => wrong.includes(name)));
  return judged.filter(({ when }) => when(right)).map(({ settings, says }) => [String(settings[0]), typeof says === 'string' ? says : says(right)]);
}

/** What came, on one line and no longer than helps. */
function shown(came: unknown): string {
  return typeof came === 'string' ? quoted(came) : inspected(came);
}

/** The settings that are not the default (a preset's are, under it), as an option's name and its value. */
export function changedSettings(spec: RunSpec): [option: string, value: string][] {
  const usual: Settings = readEach(presetSettings({ preset: spec.preset, task: spec.task })).right;
  const changed = Object.entries(spec).filter(([name, value]) => written(value) !== written(usual[name]));
  return changed.map(([name, value]) => [kebab(name), written(value)]);
}
