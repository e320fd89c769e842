import type { Formulas } from '../../../scratch/formulas.ts';
import { scale } from '../../../src/numbers/algebra.ts';
import { type Law, MEAN } from './batch-laws.ts';
import type { Found } from './finding.ts';
import { finding, type Outcome, together, verdict } from './known.ts';

export interface Laws {
  readonly W: Law | 'zero';
  readonly b: Law | 'zero';
}

/** The law of δ is that of the last W; what differs from it is told apart. */
export function lawsFinding(laws: readonly Laws[]): Outcome {
  const ofDelta =
    laws
      .flatMap(({ W, b }) => [W, b])
      .toReversed()
      .find((law): law is Law => law !== 'zero' && (law === laws.at(-1)!.W || laws.at(-1)!.W === 'zero')) ?? MEAN;
  const odd = laws.flatMap(({ W, b }, l) =>
    (['W', 'b'] as const).flatMap((name) => {
      const law = name === 'W' ? W : b;
      return law === 'zero' || law.text === ofDelta.text ? [] : [{ l, name, law }];
    }),
  );
  const whole =
    ofDelta.name === 'mean'
      ? []
      : [
          finding('batch', {
            computed: `the gradient of a batch is ${ofDelta.text}`,
            right: '(1/B)·Σ over the rows: one mean, once',
            ...named(ofDelta),
            law: ofDelta.name,
            ...(ofDelta.name === 'scaled mean' && { times: ofDelta.factor(1) }),
            formulas: by(ofDelta),
            ...(ofDelta.factor(1) !== 1 && { variants: [{ formulas: by(ofDelta, 2) }] }),
          }),
        ];
  const each = odd.map(({ l, name, law }) =>
    finding(
      'batch',
      {
        computed: `d${name}${l + 1} of a batch is ${law.text}`,
        right: '(1/B)·Σ over the rows: one mean, once',
        formulas: scaledTensor(l, name, (B) => law.factor(B) / ofDelta.factor(B)),
      },
      l + 1,
    ),
  );
  return whole.length + each.length > 0 ? together(...whole, ...each) : verdict('batch', 'right');
}

/** δ of a batch of so many rows or more by a law, which single rows did not show. */
export function by({ factor }: Law, least = 1): Found['formulas'] {
  return (right) => ({
    lossGradient: (pass) => ((d) => (pass.X.rows < least ? d : scale(d, factor(pass.X.rows) * pass.X.rows)))(right.lossGradient(pass)),
  });
}

export function named({ name }: Law): Pick<Found, 'known'> {
  const names: Readonly<Record<string, string>> = {
    'mean twice': 'The mean over the batch is taken twice',
    sum: 'The gradient is summed over the batch, not averaged',
  };
  return names[name] ? { known: { name: names[name] } } : {};
}

function scaledTensor(l: number, name: 'W' | 'b', factor: (B: number) => number): Found['formulas'] {
  const of = (right: Formulas) => (name === 'W' ? right.weightGradient : right.biasGradient);
  return (right) => ({
    [name === 'W' ? 'weightGradient' : 'biasGradient']: ((pass, m) =>
      ((G) => (m === l ? scale(G, factor(pass.X.rows)) : G))(of(right)(pass, m))) satisfies Formulas['weightGradient'],
  });
}
