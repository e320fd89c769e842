import { changedSettings, type RunSpec } from '../../src/config.ts';

/** Where the report goes and how much is said on the way do not change what is computed. */
export const BESIDE_THE_POINT = ['out', 'verbose', 'quiet', 'json'];

/** The one command that repeats a run: every setting that is not the default. */
export function repeatCommand(spec: RunSpec): string {
  const options = computing(spec).map(([option, value]) => (value === 'true' ? `--${option}` : `--${option} ${shellQuoted(value)}`));
  return ['npm run compare', ...(options.length > 0 ? ['--', ...options] : [])].join(' ');
}

/** A folder name that tells runs apart: the data set and every setting that is not the default. */
export function runName(dataName: string, spec: RunSpec): string {
  const told = computing(spec).filter(([option]) => !['data', 'train', 'test', 'assert-parity'].includes(option));
  const words = [dataName, ...told.flatMap(([option, value]) => [option, value])];
  return words.join('-').replace(/[^\w.]+/g, '-').replace(/^[-.]+/, '').slice(0, 120);
}

/** The settings that decide what is computed, where they are not the default. */
export function computing(spec: RunSpec): [string, string][] {
  return changedSettings(spec).filter(([option]) => !BESIDE_THE_POINT.includes(option));
}

function shellQuoted(text: string): string {
  return /^[\w./,:@%+=-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
