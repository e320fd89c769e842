import type { RunSpec } from '../../src/run/config.ts';
import { type NameThatDecides, settingsThatDecide } from '../../src/run/settings/settings.ts';

/** Where results go and what is said on the way do not change what is computed. */
export const BESIDE_THE_POINT = settingsThatDecide('result', 'exit', 'nothing');
export const OF_THE_DATA = settingsThatDecide('data', 'rows');

/** A job is of one network. */
const SEVERAL = ['networks', 'network'] as const;

/** The settings of a run that decide the numbers of a training, whatever its rows and its seed. */
export type Deciding = Pick<RunSpec, Exclude<NameThatDecides<'numbers'>, (typeof SEVERAL)[number]>>;

export function decidingOf(spec: RunSpec): Deciding {
  const names = settingsThatDecide('numbers').filter((name): name is keyof Deciding => !(SEVERAL as readonly string[]).includes(name));
  return Object.fromEntries(names.filter((name) => spec[name] !== undefined).map((name) => [name, spec[name]])) as Deciding;
}
