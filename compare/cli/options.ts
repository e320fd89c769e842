import { type Command, Option } from 'commander';
import { camel, kebab, parseRunSpec, type RunSpec } from '../../src/run/config.ts';
import { readConfig } from '../../src/run/config-file.ts';
import { flagsOf, helpOf, type Setting } from '../../src/run/settings/setting.ts';
import { type GivenSettings, GROUPS, SETTINGS, settingCalled } from '../../src/run/settings/settings.ts';

/** No setting itself: where others are read from. It stands after this one. */
const CONFIG = { flags: '--config <file>', says: 'read options from a JSON file, by the same names; the command line goes first', after: 'sweepWidth' };

/** Gives a command the options of a run. */
export function addRunOptions(command: Command): Command {
  for (const [group, settings] of Object.entries<readonly Setting[]>(GROUPS)) {
    command.optionsGroup(`${group}:`);
    for (const setting of settings) {
      addOption(command, setting);
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
export function runSpecFrom({ config, ...options }: Record<string, unknown>, onTold?: (told: string) => void): RunSpec {
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
  if (typeof config !== 'string') return parseRunSpec(given, (option) => `--${option}`, onTold);
  const ownNames = new Set(Object.keys(given).map(ownName));
  const file = Object.fromEntries(Object.entries(readConfig(config)).filter(([name]) => !ownNames.has(ownName(name))));
  const place = (option: string) => (Object.hasOwn(given, camel(option)) ? `--${option}` : `${config}: ${kebab(option)}`);
  return parseRunSpec({ ...file, ...given }, place, onTold);
}
