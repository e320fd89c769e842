import { escaped, Fault } from '../../../src/fault.ts';
import { camel, kebab, parseRunSpec, type RunSpec } from '../../../src/run/config.ts';
import { computing } from '../../../src/run/repeat-command.ts';
import { written } from '../../../src/run/settings/setting.ts';
import { settingOf, settingsThatDecide } from '../../../src/run/settings/settings.ts';
import type { Comparison } from '../../results/schema.ts';

/** 'epochs 5, seeds 10': the settings that are not the default, the data set aside; 'defaults' where there are none. */
export function changedText({ settings }: Comparison): string {
  const aside: readonly string[] = settingsThatDecide('data');
  const changed = changedOf(settings).filter(([option]) => !aside.includes(camel(option)));
  return changed.map(([option, value]) => escaped(value === 'true' ? option : `${option} ${value}`)).join(', ') || 'defaults';
}

/** Where this version of the program does not know the settings of another, all are given. */
function changedOf(settings: Comparison['settings']): [option: string, value: string][] {
  const spec = known(settings);
  if (spec) return computing(spec);
  return Object.keys(settings).flatMap((key): [string, string][] => (isPoint(key) ? [[kebab(key), settingText(settings[key])]] : []));
}

/** With the defaults of settings that the run is older than. */
function known(settings: Comparison['settings']): RunSpec | undefined {
  try {
    return parseRunSpec(settings, kebab);
  } catch (error) {
    if (error instanceof Fault) return undefined;
    throw error;
  }
}

/** A setting of one run or the other that is not the same in both. */
export interface ChangedSetting {
  readonly option: string;
  readonly values: readonly [string, string];
}

/** Settings that both runs, or one of them, have and that are not the same. */
export function changesBetween(first: Comparison['settings'], second: Comparison['settings']): ChangedSetting[] {
  return changed({ ...known(first), ...first }, { ...known(second), ...second });
}

/** What is not the same in two records. */
export function changed(a: Readonly<Record<string, unknown>>, b: Readonly<Record<string, unknown>>): ChangedSetting[] {
  const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])].filter(isPoint);
  return keys.flatMap((key) => {
    const values = [settingText(a[key]), settingText(b[key])] as const;
    return values[0] === values[1] ? [] : [{ option: escaped(kebab(key)), values }];
  });
}

function isPoint(key: string): boolean {
  return settingOf(key)?.decides !== 'nothing';
}

function settingText(value: unknown): string {
  return value === undefined ? '–' : escaped(written(value));
}
