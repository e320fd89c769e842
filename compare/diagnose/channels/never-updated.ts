import type { Formulas } from '../../../scratch/formulas.ts';
import { scale } from '../../../src/numbers/algebra.ts';
import type { Found } from './finding.ts';
import { symbol } from './known.ts';

/** A gradient that is 0 on every single row: always, or where a batch has one row only. */
export function neverUpdated(name: 'W' | 'b', l: number): Pick<Found, 'computed' | 'formulas' | 'variants'> {
  const made =
    (stays: (rows: number) => boolean): Found['formulas'] =>
    (right) => {
      const key = name === 'W' ? 'weightGradient' : 'biasGradient';
      const gradient: Formulas['weightGradient'] = (pass, m) => ((G) => (m === l && stays(pass.X.rows) ? scale(G, 0) : G))(right[key](pass, m));
      return { [key]: gradient };
    };
  const tensor = symbol(name, l);
  return {
    computed: `d${tensor} = 0: ${tensor} is never updated`,
    formulas: made(() => true),
    variants: [{ computed: `d${tensor} = 0 where the batch has one row only: ${tensor} is not updated then`, formulas: made((rows) => rows === 1) }],
  };
}
