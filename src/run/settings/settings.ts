import { folded } from '../../fault.ts';
import { COLUMNS } from './columns.ts';
import { DATA } from './data.ts';
import { LOSS } from './loss.ts';
import { MODEL } from './model.ts';
import { NETWORKS } from './networks.ts';
import { OPTIMISER } from './optimiser.ts';
import { RESULT } from './result.ts';
import type { Decides, Setting, SettingWithDefault, SettingWithout } from './setting.ts';
import { TRAINING } from './training.ts';

/** Every setting of a run, in the groups and the order in which help lists them. */
export const GROUPS = {
  Data: DATA,
  Columns: COLUMNS,
  Model: MODEL,
  Loss: LOSS,
  Training: TRAINING,
  Optimiser: OPTIMISER,
  Networks: NETWORKS,
  Result: RESULT,
} as const;

/** THE table: schema, defaults, options, help and what decides what are read from it. */
export const SETTINGS: readonly Setting[] = Object.values(GROUPS).flat();

type Records = (typeof GROUPS)[keyof typeof GROUPS][number];

/** The settings of a run as they are given, each by itself right, every default filled in. */
export type GivenSettings = {
  readonly [R in Extract<Records, SettingWithDefault<string, unknown>> as R['name']]: R extends SettingWithDefault<string, infer T> ? T : never;
} & {
  readonly [R in Exclude<Records, SettingWithDefault<string, unknown>> as R['name']]?: R extends SettingWithout<string, infer T> ? T | undefined : never;
};

/** The names of the settings that decide this. */
export type NameThatDecides<D extends Decides> = Extract<Records, { readonly decides: D }>['name'];

const byName = new Map(SETTINGS.map((setting) => [setting.name, setting]));

/** The record of a setting by its name in camelCase, if there is one. */
export function settingOf(name: string): Setting | undefined {
  return byName.get(name);
}

const byOtherName = new Map(SETTINGS.flatMap((setting) => [setting.name, ...(setting.alsoCalled ?? [])].map((name) => [folded(name), setting])));

/** The record of a setting by what others call it, however that is written: 'lr', 'learning_rate'. */
export function settingCalled(name: string): Setting | undefined {
  return byOtherName.get(folded(name));
}

/** The names of the settings that decide one of these. */
export function settingsThatDecide<D extends Decides>(...kinds: readonly D[]): NameThatDecides<D>[] {
  return SETTINGS.filter(({ decides }) => (kinds as readonly Decides[]).includes(decides)).map(({ name }) => name as NameThatDecides<D>);
}
