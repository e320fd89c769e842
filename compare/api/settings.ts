import { Fault } from '../../src/fault.ts';
import { camel } from '../../src/run/config.ts';
import { type GivenSettings, type NameThatDecides, settingCalled, settingsThatDecide } from '../../src/run/settings/settings.ts';

/** What is of the command line alone: where results go, what is printed, the exit code. */
type OfTheCommandLine = NameThatDecides<'exit' | 'nothing'>;

/** Where rows and networks come from; these may be values here. */
type Values = 'data' | 'train' | 'test' | 'networks' | 'network';

/**
 * The settings of a run, each as docs/settings.md has it, by its name in camelCase: `{ learningRate: 0.1, hidden: [64, 32] }`. What
 * is left out has its default.
 */
export type Settings = { readonly [Name in Exclude<keyof GivenSettings, OfTheCommandLine | Values>]?: OneOrList<GivenSettings[Name]> | undefined };

/** A list of one may be written without its brackets. */
type OneOrList<T> = T extends readonly (infer Item)[] ? Item | readonly Item[] : T;

/** How messages name a setting. */
export function inCode(option: string): string {
  return camel(option);
}

/** @throws Fault where one is of the command line alone: it would decide nothing */
export function checkSettings(given: object): void {
  const others: readonly string[] = settingsThatDecide('exit', 'nothing');
  const stranger = Object.keys(given).find((name) => others.includes(settingCalled(name)?.name ?? name));
  if (stranger === undefined) return;
  throw new Fault(`${stranger}: this is an option of the command line alone.${stranger === 'out' ? ' Did you mean folder?' : ''}`);
}
