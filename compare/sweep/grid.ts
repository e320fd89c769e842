import { count, Fault, list } from '../../src/fault.ts';
import { kebab, parseRunSpec, type RunSpec } from '../../src/run/config.ts';
import { settingCalled, settingOf, settingsThatDecide } from '../../src/run/settings/settings.ts';

/** A setting that is swept over, and its values as they are typed. */
export interface Axis {
  readonly option: string; // 'learning-rate'
  readonly values: readonly string[];
}

/** Settings over which is swept: every combination of the axes' values. */
export interface Grid {
  readonly axes: readonly Axis[];
  readonly cells: readonly Cell[];
}

export interface Cell {
  /** Of every axis, in their order. */
  readonly values: readonly string[];
  readonly spec: RunSpec;
}

type Settings = Readonly<Record<string, unknown>>;

/** More than anybody waits for: a mistyped list rather. */
const MOST_CELLS = 10_000;

/** Settings that decide numbers, but have commas of their own. */
const WITH_OWN_COMMAS: readonly string[] = ['networks', 'network', 'map', 'classWeights', 'targets'];
const SWEPT: ReadonlySet<string> = new Set(settingsThatDecide('numbers').filter((name) => !WITH_OWN_COMMAS.includes(name)));

/**
 * The grid of these settings: those that decide the numbers of a training may have several values, with commas between them. A value
 * that is a list itself, widths of layers, is written with +: '8,16+16' is one layer of 8, and two of 16.
 * @param where how a setting's name is written where it came from
 * @param onTold is told of each name that another stood for @throws Fault
 */
export function gridOf(given: Settings, where: (option: string) => string, onTold: (told: string) => void = () => {}): Grid {
  const read = Object.entries(given).map(([name, came]) => [name, valuesOf(name, came, where)] as const);
  const axes = read.flatMap(([name, values]) => (values.length > 1 ? [{ name, values: values as readonly string[] }] : []));
  const fixed = Object.fromEntries(read.filter(([, values]) => values.length === 1).map(([name, [value]]) => [name, value]));
  const size = axes.reduce((product, { values }) => product * values.length, 1);
  if (size > MOST_CELLS) throw new Fault(`The grid has ${count(size, 'combination')}; ${count(MOST_CELLS, 'is', 'are')} the most that are trained.`);
  const told = new Set<string>();
  const cells = combinations(axes.map(({ values }) => values)).map((values): Cell => {
    const own = Object.fromEntries(axes.map(({ name }, i) => [name, asRun(name, values[i] ?? '')]));
    return { values, spec: specOf({ ...fixed, ...own }, where, values, (line) => told.add(line)) };
  });
  told.forEach(onTold);
  return { axes: axes.map(({ name, values }) => ({ option: kebab(named(name)), values })), cells };
}

function specOf(settings: Settings, where: (option: string) => string, values: readonly string[], onTold: (told: string) => void): RunSpec {
  try {
    return parseRunSpec(settings, where, onTold);
  } catch (error) {
    if (error instanceof Fault && values.length > 1) throw new Fault(`${error.message} (in the combination ${values.join(', ')})`);
    throw error;
  }
}

/** The values of a setting as they came: several of one that is swept over, else the one. */
function valuesOf(name: string, came: unknown, where: (option: string) => string): readonly unknown[] {
  if (typeof came !== 'string' || !SWEPT.has(named(name))) return [came];
  const values = came.split(/,(?![^(]*\))/).map((value) => value.trim());
  if (values.length === 1) return [asRun(name, came)];
  const twice = values.find((value, i) => values.indexOf(value) !== i);
  if (twice === undefined) return values;
  const isList = Array.isArray(settingOf(named(name))?.default);
  throw new Fault(`${where(kebab(name))}: ${list([twice])} is given twice.${isList ? ` Layers of one network are written with +: ${values.join('+')}.` : ''}`);
}

/** One value as a run's option has it: what is a list itself, '16+16', with commas. */
function asRun(name: string, value: string): string {
  const reading = settingOf(named(name))?.read(value);
  return reading && 'expected' in reading && value.includes('+') ? value.replaceAll('+', ',') : value;
}

function named(name: string): string {
  return (settingOf(name) ?? settingCalled(name))?.name ?? name;
}

/** Every combination of one of each; the last changes fastest. */
function combinations(of: readonly (readonly string[])[]): string[][] {
  return of.reduce<string[][]>((before, values) => before.flatMap((first) => values.map((value) => [...first, value])), [[]]);
}
