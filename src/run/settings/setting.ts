import type { Reader } from './reading.ts';

/**
 * What a setting decides:
 * `data` which data set; `rows` how its rows are read and divided; `chance` what luck decides; `numbers` any number of a
 * training; `result` what is made of trainings, but no number of theirs; `exit` the exit code alone; `nothing` of the
 * result: where it goes and how much is said on the way.
 */
export type Decides = 'data' | 'rows' | 'chance' | 'numbers' | 'result' | 'exit' | 'nothing';

/** A setting of a run, all that the program knows of it in one record: to add a setting is to add a record. */
export interface Setting<N extends string = string, T = unknown, D extends Decides = Decides> {
  /** In camelCase, as in a RunSpec and results.json; kebab-case is how it is typed. */
  readonly name: N;
  /** What follows the option: 'rate' of --learning-rate <rate>. A switch has none. */
  readonly argument?: string;
  /** What others call it, in camelCase: 'lr' of learningRate. */
  readonly alsoCalled?: readonly string[];
  /** In help, without the default, which is added. */
  readonly says?: string;
  readonly read: Reader<T>;
  readonly decides: D;
  /** Where it is not given; a setting without one may be missing from a RunSpec. */
  readonly default?: T;
  /** What then holds, for help, where there is no default: 'as the data set says'. */
  readonly unsaid?: string | number;
  /** Of a switch that is on where it is not given, and is written --no-name. */
  readonly isOn?: true;
  /** Whether the option may be given again, for a list. */
  readonly repeats?: true;
}

export interface SettingWithDefault<N extends string, T, D extends Decides = Decides> extends Setting<N, T, D> {
  readonly default: T;
}

export interface SettingWithout<N extends string, T, D extends Decides = Decides> extends Setting<N, T, D> {
  readonly default?: never;
}

/** A record of the table, its name, the type of its value and what it decides kept for RunSpec. */
export function setting<const N extends string, T, const D extends Decides>(
  record: SettingWithDefault<N, NoInfer<T>, D> & { readonly read: Reader<T> },
): SettingWithDefault<N, T, D>;
export function setting<const N extends string, T, const D extends Decides>(record: SettingWithout<N, T, D>): SettingWithout<N, T, D>;
export function setting(record: Setting): Setting {
  return record;
}

/** 'learningRate' → 'learning-rate', as options are written. */
export function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`);
}

/** 'learning-rate' → 'learningRate', as settings are named here. */
export function camel(option: string): string {
  return option.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** A value as it would be typed: '64,64', 'none', '0.1'. */
export function written(value: unknown): string {
  return Array.isArray(value) ? value.join(',') || 'none' : String(value);
}

/** '--learning-rate <rate>', '--no-bias', as help has it. */
export function flagsOf({ name, argument, isOn }: Setting): string {
  return `--${isOn ? 'no-' : ''}${kebab(name)}${argument === undefined ? '' : ` <${argument}>`}`;
}

/** What help says of a setting; where there is one, with its default in words. */
export function helpOf({ says, argument, default: usual, unsaid }: Setting): string {
  const otherwise = usual === undefined ? unsaid : written(usual);
  const words = argument === undefined || otherwise === undefined ? undefined : `(default: ${otherwise})`;
  return [says, words].filter((part) => part !== undefined).join(' ');
}
