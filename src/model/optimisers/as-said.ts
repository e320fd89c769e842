import { OPTIMISERS, type OptimiserSpec } from './optimisers.ts';

/** The optimisers by the names that people know them by: AdamW is Adam with decoupled decay. */
export const OPTIMISER_WORDS = [...OPTIMISERS, { name: 'adamw', says: 'Adam with decoupled decay' }] as const;

type OptimiserWord = (typeof OPTIMISER_WORDS)[number]['name'];

/** The hyper-parameters that have a word of their own. */
export const HYPER_WORDS = ['momentum', 'dampening', 'beta1', 'beta2', 'rho', 'epsilon', 'momentumDecay'] as const;
export type HyperWord = (typeof HYPER_WORDS)[number];

/** An optimiser as it is said: sgd may have momentum, and Nesterov's; rmsprop may be centred, adam an AMSGrad. */
export interface OptimiserWords extends Readonly<Partial<Record<HyperWord, number | undefined>>> {
  readonly optimizer?: OptimiserWord | undefined;
  readonly nesterov?: boolean | undefined;
  readonly centred?: boolean | undefined;
  readonly amsgrad?: boolean | undefined;
  readonly epsilonInside?: boolean | undefined;
}

/** The optimiser that is meant, with the hyper-parameters that are said; one that it does not have is left out. */
export function optimiserIn(words: OptimiserWords): OptimiserSpec {
  const name = recordName(words);
  const known = OPTIMISERS.find((record) => record.name === name)?.hyper ?? {};
  const said: (readonly [string, number | undefined])[] = [
    ...HYPER_WORDS.map((word) => [word, words[word]] as const),
    ['inside', words.epsilonInside ? 1 : undefined],
  ];
  const given = said.filter((entry): entry is readonly [string, number] => Object.hasOwn(known, entry[0]) && entry[1] !== undefined);
  return { name, ...(given.length > 0 && { hyper: Object.fromEntries(given) }) };
}

function recordName({ optimizer: said = 'sgd', nesterov, centred, amsgrad, momentum = 0 }: OptimiserWords): OptimiserSpec['name'] {
  if (said === 'adamw' || said === 'adam') return amsgrad ? 'amsgrad' : 'adam';
  if (said === 'rmsprop') return centred ? 'rmsprop-centred' : said;
  if (said !== 'sgd' && said !== 'momentum') return said;
  if (nesterov) return 'nesterov';
  return said === 'momentum' || momentum > 0 ? 'momentum' : 'sgd';
}
