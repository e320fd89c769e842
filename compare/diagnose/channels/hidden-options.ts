import { times as elementByElement } from '../../../src/numbers/algebra.ts';
import { derivativeForms, inLayer, written } from './derivative-forms.ts';
import type { Option } from './finding.ts';
import { type Known, symbol } from './known.ts';
import { passings } from './ways-down.ts';

/** The same as ways to compute it, where the gradients themselves cannot be seen: another derivative, or something else that goes down. */
export function hiddenOptions(known: Known, l: number): Option[] {
  const declared = known.layers[l]!.activation;
  const slopes = derivativeForms(known, declared).map(
    (form): Option => ({
      channel: 'derivative',
      computed: `f′ of layer ${l + 1} = ${inLayer(form.text, l)}`,
      right: `f′ of layer ${l + 1} = ${inLayer(written(declared, 'z', 'a'), l)}`,
      formulas: (right) => ({
        activationGradient: (pass, m) =>
          m === l ? elementByElement(right.dropped(pass.dA[l]!, pass.masks[l]), form.of(pass, l)) : right.activationGradient(pass, m),
      }),
    }),
  );
  const ways = passings(known, l).map(
    ({ text, of }): Option => ({
      channel: 'passed down',
      computed: `${symbol('dA', l)} = ${text}`,
      right: `${symbol('dA', l)} = ${symbol('δ', l + 1)}·${symbol('W', l + 1)}ᵀ`,
      formulas: (right) => ({ inputGradient: (pass, m) => (m === l + 1 ? of(pass, right) : right.inputGradient(pass, m)) }),
    }),
  );
  return [...slopes, ...ways];
}
