import { quoted } from '../../src/fault.ts';
import { camel } from '../../src/run/config.ts';
import type { Settings as AnySettings } from '../explain/configuration.ts';
import type { Wording } from '../explain/wording.ts';
import type { Quirks } from '../networks/quirks.ts';
import { type Named, type NetworkGiven, namedNetworks } from './networks.ts';
import { checkSettings, type Settings } from './settings.ts';

/** One way to train: settings, what the clean program does not do, and the one network, by its name, its file or at hand, that is trained so. */
export interface Configuration extends Settings, Partial<Quirks> {
  readonly networks?: readonly [NetworkGiven] | undefined;
}

/** A configuration, or one that has a name: the document's program, the framework's settings, this program's defaults. */
export type ConfigurationGiven = Configuration | 'document' | 'framework' | 'defaults';

/** How messages name what a program gives. */
export const IN_CODE: Wording = {
  named: quoted,
  place: (part, option) => (option === undefined ? part : `${part}.${camel(option)}`),
  setting: camel,
};

interface Ways<Way> {
  readonly from?: Way | undefined;
  readonly to?: Way | undefined;
  readonly set?: Way | undefined;
}

/** The same with every network by its name, and by these those that are at hand. @throws Fault where a setting or a network is none */
export function waysOf({ from, to, set }: Ways<ConfigurationGiven>): { readonly asked: Ways<AnySettings | string>; readonly atHand: Named['atHand'] } {
  const configurations = [from, to, set].filter((way) => typeof way === 'object');
  configurations.forEach(checkSettings);
  const given = [...new Set(configurations.flatMap(({ networks = [] }) => networks))];
  const { names, atHand } = namedNetworks(given);
  const named = (way: ConfigurationGiven | undefined) =>
    typeof way === 'object' ? { ...way, networks: way.networks?.map((network) => names[given.indexOf(network)]) } : way;
  return { asked: { from: named(from), to: named(to), set: named(set) }, atHand };
}
