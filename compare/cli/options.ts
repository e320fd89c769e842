import { type Command, Option } from 'commander';
import { Fault, quoted } from '../../src/fault.ts';
import { camel, kebab, parseRunSpec, type RunSpec } from '../../src/run/config.ts';
import { readConfig } from '../../src/run/config-file.ts';
import { flagsOf, helpOf, type Setting } from '../../src/run/settings/setting.ts';
import { type GivenSettings, GROUPS, SETTINGS, settingCalled } from '../../src/run/settings/settings.ts';

/** No setting itself: where others are read from. It stands after this one. */
const CONFIG = { flags: '--config <file>', says: 'read options from a JSON file, by the same names; the command line goes first', after: 'sweepWidth' };

/** Gives a command the options of a run. @param as what a setting is for this command; undefined where it is none */
export function addRunOptions(command: Command, as: (setting: Setting) => Setting | undefined = (setting) => setting): Command {
  for (const [group, settings] of Object.entries<readonly Setting[]>(GROUPS)) {
    command.optionsGroup(`${group}:`);
    for (const setting of settings) {
      const own = as(setting);
      if (own) addOption(command, own);
      if (setting.name === CONFIG.after) command.option(CONFIG.flags, CONFIG.says);
    }
  }
  return command;
}

/** What a setting says where a command means something of its own by it, and what it then is by default, as typed. */
interface Own {
  readonly says?: string;
  readonly usual?: string;
}

/** Gives a command some of a run's settings, in the order of the table. */
export function addSettings(command: Command, chosen: { readonly [Name in keyof GivenSettings]?: Own }): Command {
  const own: Readonly<Record<string, Own>> = chosen;
  for (const setting of SETTINGS.filter(({ name }) => Object.hasOwn(own, name))) {
    const { says = setting.says, usual } = own[setting.name] ?? {};
    const said = { ...setting, ...(says !== undefined && { says }) };
    if (usual === undefined) addOption(command, said);
    else command.addOption(new Option(flagsOf(said), says).default(usual, usual));
  }
  return command;
}

/** Values are judged where settings are read, not here. What others call an option is taken, and left out of help. */
function addOption(command: Command, setting: Setting): void {
  const [own, ...others] = [setting.name, ...(setting.alsoCalled ?? [])].map((name) => new Option(flagsOf({ ...setting, name }), helpOf(setting)));
  for (const option of [own!, ...others.map((other) => other.hideHelp())]) {
    if (setting.repeats) option.argParser((value, before: string[] = []) => [...before, value]);
    command.addOption(option);
    if (setting.isOn) command.setOptionValueWithSource(option.attributeName(), undefined, 'default'); // commander would say that it was given
  }
}

function ownName(name: string): string {
  return settingCalled(name)?.name ?? name;
}

/** The options as given, with those of the --config file beneath them. @throws Fault */
export function runSpecFrom(options: Record<string, unknown>, onTold?: (told: string) => void): RunSpec {
  const { settings, place } = settingsFrom(options);
  return parseRunSpec(settings, place, onTold);
}

/** The same, not read yet, and how each is written where it came from. @throws Fault where there is no such file */
export function settingsFrom({ config, ...options }: Record<string, unknown>): {
  readonly settings: Record<string, unknown>;
  readonly place: (option: string) => string;
} {
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
  if (typeof config !== 'string') return { settings: given, place: (option) => `--${option}` };
  const ownNames = new Set(Object.keys(given).map(ownName));
  const file = Object.fromEntries(Object.entries(readConfig(config)).filter(([name]) => !ownNames.has(ownName(name))));
  const place = (option: string) => (Object.hasOwn(given, camel(option)) ? `--${option}` : `${config}: ${kebab(option)}`);
  return { settings: { ...file, ...given }, place };
}

/** A count of a command's own, such as --workers. @throws Fault */
export function wholeFrom1(option: string, text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new Fault(`${option}: expected a whole number from 1, got ${quoted(text)}.`);
  return Number(text);
}
