import { calledAs } from '../host/called-as.ts';
import { shellQuoted } from '../host/shell-quoted.ts';
import { camel, changedSettings, type RunSpec } from './config.ts';
import { settingOf, settingsThatDecide } from './settings/settings.ts';

/** The one command that repeats a run: every setting that is not the default. */
export function repeatCommand(spec: RunSpec): string {
  const options = computing(spec).flatMap(([option, value]) => {
    if (option === 'networks') return networkOptions(spec.networks);
    const name = camel(option);
    if (settingOf(name)?.isOn) return [`--no-${option}`]; // told only where it is off
    return spec[name as keyof RunSpec] === true ? [`--${option}`] : [`--${option} ${shellQuoted(value)}`];
  });
  return calledAs('compare', options);
}

/** A list is split at its commas: from the first name that has one itself, each is given alone, as it must have been. */
function networkOptions(networks: readonly string[]): string[] {
  const first = networks.findIndex((name) => name.includes(','));
  const listed = first < 0 ? networks : networks.slice(0, first);
  const alone = first < 0 ? [] : networks.slice(first);
  return [`--networks ${shellQuoted(listed.join(','))}`, ...alone.map((name) => `--network ${shellQuoted(name)}`)];
}

/** A folder name that tells runs apart: the data set and every setting that is not the default. */
export function runName(dataName: string, spec: RunSpec): string {
  const untold: readonly string[] = settingsThatDecide('data', 'exit');
  const told = computing(spec).filter(([option]) => !untold.includes(camel(option)));
  return folderName([dataName, ...told.flat()]);
}

/** A single folder's name of these words, on any system: no separators, no hidden folder, none of Windows' devices, not too long. */
export function folderName(words: readonly string[]): string {
  const name = words
    .join('-')
    .replace(/[^\w.]+/g, '-')
    .replace(/^[-.]+/, '')
    .slice(0, 120)
    .replace(/[-.]+$/, '');
  return /^(|(con|prn|aux|nul|(com|lpt)\d)(\..*)?)$/i.test(name) ? `run-${name}`.replace(/-$/, '') : name;
}

/** The settings that decide what is computed, where they are not the default. */
export function computing(spec: RunSpec): [string, string][] {
  const beside: readonly string[] = settingsThatDecide('nothing');
  return changedSettings(spec).filter(([option]) => !beside.includes(camel(option)));
}
