import type { Formulas, Pass } from '../../../scratch/formulas.ts';
import { times as elementByElement, map, scale } from '../../../src/numbers/algebra.ts';
import type { Matrix } from '../../../src/numbers/matrix.ts';
import { derivativeForms, inLayer, written } from './derivative-forms.ts';
import { finding, type Known, type Outcome, together } from './known.ts';
import { leaf, type Point } from './search/bank.ts';
import { type Elementwise, elementwise } from './search/elementwise.ts';
import { close, largestOf, times } from './search/numbers.ts';
import { recover } from './search/recover.ts';
import { flat, type Row } from './table.ts';
import { factor, replaced, type Values, wayFinding } from './ways-down.ts';

/** A derivative that has a line of its own, at what goes down in one way or another. */
export function otherDerivative(known: Known, rows: readonly Row[], l: number, target: readonly number[], passed: Values): Outcome | undefined {
  const declared = known.layers[l]!.activation;
  const forms = derivativeForms(known, declared);
  for (const { way, values: valuesOf } of passed) {
    const values = valuesOf();
    const at = rows.map(({ pass }, r) => ({ ...pass, dA: replaced(pass, l, values[r]!) }));
    for (const form of forms) {
      const c = factor(flat(at.map((pass, r) => elementByElement(values[r]!, form.of(pass, l)))), target, known.tolerance.tensor);
      if (c === undefined || (c !== 1 && !way.right)) continue;
      const slope: Slope = {
        text: `${times(c)}${inLayer(form.text, l)}`,
        name: form.name,
        of: (pass) => elementByElement(pass.dA[l]!, scale(form.of(pass, l), c)),
      };
      return together(wayFinding(l, way, 1, target.length), slopeFinding(known, l, slope, target.length));
    }
  }
  return undefined;
}

interface Slope {
  readonly text: string;
  readonly name?: string;
  readonly of: (pass: Pass) => Matrix; // dN of layer l
  readonly variants?: readonly ((pass: Pass) => Matrix)[];
}

function slopeFinding({ layers, found }: Known, l: number, { text, name, of, variants }: Slope, points: number): Outcome {
  const declared = layers[l]!.activation;
  const made =
    (dN: (pass: Pass) => Matrix) =>
    (formulas: Formulas): Partial<Formulas> => ({ activationGradient: (pass, m) => (m === l ? dN(pass) : formulas.activationGradient(pass, m)) });
  return finding(
    'derivative',
    {
      computed: name ? `f′ of layer ${l + 1} = ${text}` : text,
      right: !name
        ? `δ${l + 1} = dA${l + 1} ⊙ f′(z${l + 1})`
        : `f′ of layer ${l + 1} = ${hasOther(found, l) ? 'that of the activation it has' : inLayer(written(declared, 'z', 'a'), l)}`,
      ...(name && { known: { name: `${name[0]!.toUpperCase()}${name.slice(1)}` } }),
      evidence: { points, worst: 0 },
      formulas: made(of),
      ...(variants && { variants: variants.map((variant) => ({ formulas: made(variant) })) }),
    },
    l + 1,
  );
}

/** Whether the layer goes forward by another activation than the one declared, whose derivative is then to follow it. */
function hasOther(found: Known['found'], l: number): boolean {
  return found.some(({ computed }) => computed.startsWith('the activation is') || computed.startsWith(`the activation of layer ${l + 1} is`));
}

/** f′ as a formula of z and a, from δ/dA; else δ itself as one of dA, z and a. */
export function byRecovery(known: Known, rows: readonly Row[], l: number, target: readonly number[], passed: Values): Outcome | undefined {
  const z = flat(rows.map(({ pass }) => pass.N[l]!.values));
  const a = flat(rows.map(({ pass }) => pass.F[l]!));
  for (const { way, values: valuesOf } of passed) {
    const values = valuesOf();
    const dA = flat(values);
    const size = largestOf(dA);
    const at = dA.flatMap((d, i) => (Math.abs(d) > 1e-3 * size ? [i] : []));
    const slope = elementwise(
      at.map((i) => z[i]!),
      at.map((i) => target[i]! / dA[i]!),
      { tolerance: 3 * known.tolerance.formula, more: { a: at.map((i) => a[i]!) } },
    );
    if (
      slope &&
      close(
        dA.map((d, i) => d * slope.at({ z: z[i]!, a: a[i]! })),
        target,
        known.tolerance.tensor,
      )
    ) {
      const of = (pass: Pass) => map(pass.dA[l]!, (d, i) => d * slope.at({ z: pass.N[l]!.values.data[i]!, a: pass.F[l]!.data[i]! }));
      return together(
        wayFinding(l, way, 1, target.length),
        slopeFinding(known, l, { text: inLayer(slope.text, l), name: 'another derivative', of }, target.length),
      );
    }
    if (!way.right) continue;
    const whole = ofAll(known, { dA, z, a }, target);
    if (!whole) continue;
    const made = (share: boolean) => (pass: Pass) =>
      map(pass.dA[l]!, (d, i) => {
        const B = share ? pass.X.rows : 1;
        return whole.at({ dA: d * B, z: pass.N[l]!.values.data[i]!, a: pass.F[l]!.data[i]! }) / B;
      });
    return together(
      wayFinding(l, way, 1, target.length),
      slopeFinding(known, l, { text: `δ${l + 1} = ${inLayer(whole.text, l)}`, of: made(false), variants: [made(true)] }, target.length),
    );
  }
  return undefined;
}

function ofAll({ tolerance }: Known, columns: Readonly<Record<'dA' | 'z' | 'a', readonly number[]>>, target: readonly number[]): Elementwise | undefined {
  const over = (at: readonly number[]) =>
    recover(
      (['dA', 'z', 'a'] as const).map((name) =>
        leaf(
          name,
          at.map((i) => columns[name][i]!),
        ),
      ),
      at.map((i) => target[i]!),
      tolerance.formula,
      { cost: 3, size: 4000 },
    );
  const all = target.map((_, i) => i);
  const whole = over(all);
  if (whole && whole.cost < 6) return whole;
  const [above, below] = [over(all.filter((i) => columns.z[i]! > 0)), over(all.filter((i) => columns.z[i]! <= 0))];
  if (above && below) return { text: `${above.text} where z > 0, ${below.text} elsewhere`, at: (point: Point) => (point['z']! > 0 ? above : below).at(point) };
  return whole;
}
