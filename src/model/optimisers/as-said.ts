import { namesOf } from '../word.ts';
import { OPTIMISERS, type OptimiserSpec } from './optimisers.ts';

/** The optimisers by the names that people know them by: AdamW is Adam with decoupled decay. */
export const OPTIMISER_WORDS = [...namesOf(OPTIMISERS), 'adamw'] as const;

/** An optimiser as it is said: sgd may have momentum, and Nesterov's. */
export interface OptimiserWords {
  readonly optimizer?: (typeof OPTIMISER_WORDS)[number] | undefined;
  readonly nesterov?: boolean | undefined;
  readonly momentum?: number | undefined;
  readonly beta1?: number | undefined;
  readonly beta2?: number | undefined;
  readonly rho?: number | undefined;
  readonly epsilon?: number | undefined;
}

/** The optimiser that is meant, with the hyper-parameters that are said; one that it does not have is left out. */
export function optimiserIn({ optimizer = 'sgd', nesterov, momentum, beta1, beta2, rho, epsilon }: OptimiserWords): OptimiserSpec {
  const name = recordName(optimizer, nesterov === true, momentum);
  const known = OPTIMISERS.find((record) => record.name === name)?.hyper ?? {};
  const said = Object.entries({ momentum, beta1, beta2, rho, epsilon });
  const given = said.filter((entry): entry is [string, number] => Object.hasOwn(known, entry[0]) && entry[1] !== undefined);
  return { name, ...(given.length > 0 && { hyper: Object.fromEntries(given) }) };
}

function recordName(said: (typeof OPTIMISER_WORDS)[number], nesterov: boolean, momentum = 0): OptimiserSpec['name'] {
  if (said === 'adamw') return 'adam';
  if (said !== 'sgd' && said !== 'momentum') return said;
  if (nesterov) return 'nesterov';
  return said === 'momentum' || momentum > 0 ? 'momentum' : 'sgd';
}
