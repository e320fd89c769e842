import { Fault, list } from '../../src/fault.ts';
import { kebab } from '../../src/run/config.ts';
import { BESIDE_THE_POINT, OF_THE_DATA } from '../jobs/deciding.ts';
import { type Configuration, configurationOf, settingsOf } from './configuration.ts';
import type { Wording } from './wording.ts';

/** A setting in which two configurations differ. */
export interface Factor {
  readonly option: string; // 'learning-rate'
  readonly from: string; // as written: '0.1', '64,64', or 'none given'
  readonly to: string;
}

/** One combination of the factors' settings. */
export interface Cell {
  readonly mask: number; // bit f is set where factor f is as in the second configuration
  readonly configuration: Configuration;
}

/** Every combination is trained: 2^8 of them, times the seeds, is as much as anybody waits for. */
const MOST_FACTORS = 8;

/** The settings in which the two differ, in the order of the program's options. @throws Fault if they cannot be explained */
export function factorsOf(from: Configuration, to: Configuration, { named, setting }: Wording): Factor[] {
  const both = `${named('from')} and ${named('to')}`;
  const shown = (name: string) => setting(kebab(name));
  const [a, b] = [settingsOf(from), settingsOf(to)];
  const names = [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((name) => !isIn(BESIDE_THE_POINT, name));
  const differing = names.filter((name) => written(a[name]) !== written(b[name]));
  const data = differing.filter((name) => isIn(OF_THE_DATA, name));
  if (data.length > 0) {
    throw new Fault(`${both} differ in ${list(data.map(shown))}: results on different rows do not compare. Give the data once, for both.`);
  }
  if (differing.includes('seed') || differing.includes('seeds'))
    throw new Fault(`${both} differ in their seeds: every configuration is trained over the same ones. Give their number with ${named('seeds')}.`);
  if (differing.length === 0) throw new Fault(`${both} are the same configuration: there is nothing to explain.`);
  if (differing.length > MOST_FACTORS) {
    throw new Fault(
      `${both} differ in ${differing.length} settings (${list(differing.map(shown), 99)}): every combination of them would be ` +
        `${2 ** differing.length} configurations. At most ${MOST_FACTORS} settings are explained at a time.`,
    );
  }
  return differing.map((name) => ({ option: kebab(name), from: written(a[name]), to: written(b[name]) })).sort(quirksFirst);

  function quirksFirst(x: Factor, y: Factor): number {
    const rank = ({ option }: Factor) => (Object.keys(from.quirks).map(kebab).includes(option) ? 0 : 1);
    return rank(x) - rank(y);
  }
}

/** All 2^k combinations; mask 0 is the first configuration, the last mask the second. @throws Fault if two settings contradict each other */
export function cellsOf(from: Configuration, to: Configuration, factors: readonly Factor[], { named, setting }: Wording): Cell[] {
  const [a, b] = [settingsOf(from), settingsOf(to)];
  return Array.from({ length: 2 ** factors.length }, (_, mask) => {
    const changed = factors.filter((_, f) => isChanged(mask, f)).map(({ option }) => option);
    const settings = Object.fromEntries(
      [...new Set([...Object.keys(a), ...Object.keys(b)])].map((name) => [name, changed.includes(kebab(name)) ? b[name] : a[name]]),
    );
    const configuration = configurationOf(settings, (option) => `${named('from')} with ${list(changed.map(setting))} of ${named('to')}: ${setting(option)}`);
    return { mask, configuration };
  });
}

/** Whether a factor is as in the second configuration. */
function isChanged(mask: number, factor: number): boolean {
  return (mask & (1 << factor)) !== 0;
}

/** The setting of every factor in a cell. */
export function valuesIn(mask: number, factors: readonly Factor[]): string[] {
  return factors.map(({ from, to }, f) => (isChanged(mask, f) ? to : from));
}

function written(value: unknown): string {
  if (value === undefined) return 'none given';
  return Array.isArray(value) ? value.join(',') || 'none' : String(value);
}

function isIn(names: readonly string[], name: string): boolean {
  return names.includes(name);
}
