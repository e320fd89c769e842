import type { Formulas, Pass } from '../../../scratch/formulas.ts';
import { times as elementByElement, map, product, scale, transpose } from '../../../src/numbers/algebra.ts';
import type { Matrix } from '../../../src/numbers/matrix.ts';
import { derivativeForms, inLayer, written } from './derivative-forms.ts';
import type { Option } from './finding.ts';
import { finding, type Known, type Outcome, symbol, together, verdict } from './known.ts';
import { leaf, type Point } from './search/bank.ts';
import { type Elementwise, elementwise } from './search/elementwise.ts';
import { close, factorOf, largestOf, snapped, times } from './search/numbers.ts';
import { recover } from './search/recover.ts';
import { flat, type Row } from './table.ts';

/** What may go down to layer l: a row vector of the layer above by a matrix of it. */
interface Passed {
  readonly text: string;
  readonly right: boolean;
  readonly plain: boolean; // one of the two is as it should be
  readonly of: (pass: Pass, formulas: Formulas) => Matrix; // (B, out of l)
  /** The same without the 1/B that δ carries. */
  readonly whole?: (pass: Pass, formulas: Formulas) => Matrix;
}

interface Vector {
  readonly text: string;
  readonly of: (pass: Pass) => Matrix;
  readonly carries: boolean; // the mean, as δ does
}

/** The row vectors that are known by then, of the width of layer m = l + 1. */
function vectors({ layers }: Known, m: number): Vector[] {
  const last = m === layers.length - 1;
  const ofOutput: Vector[] = [
    { text: '(p − y)', of: ({ P, Y }) => map(P, (p, i) => p - Y.data[i]!), carries: false },
    { text: '(z − y)', of: ({ Z, Y }) => map(Z[m]!, (z, i) => z - Y.data[i]!), carries: false },
    { text: '(σ(z) − y)', of: ({ Z, Y }) => map(Z[m]!, (z, i) => 1 / (1 + Math.exp(-z)) - Y.data[i]!), carries: false },
    { text: 'p', of: ({ P }) => P, carries: false },
    { text: 'y', of: ({ Y }) => Y, carries: false },
  ];
  return [
    { text: symbol('δ', m), of: ({ dZ }) => dZ[m]!, carries: true },
    ...(last
      ? ofOutput
      : [
          { text: symbol('dA', m), of: ({ dA }: Pass) => dA[m]!, carries: true },
          { text: symbol('a', m), of: ({ A }: Pass) => A[m + 1]!, carries: false },
        ]),
    { text: symbol('z', m), of: ({ Z }) => Z[m]!, carries: false },
  ];
}

/** W as it is after the update of its layer, which may come too early. */
function updated(formulas: Formulas, { weights, gradients, ...pass }: Pass, m: number): Matrix {
  const filled = weights.map((layer, k) => gradients[k] ?? { ...layer, W: scale(layer.W, 0), b: scale(layer.b, 0) });
  const known = { ...pass, weights, gradients: filled };
  const { direction } = formulas.direction(formulas.treated(known, formulas.penalised(known, filled)), pass.memory, known);
  return formulas.updated(known, direction, formulas.rate(pass.learningRate, pass.memory))[m]!.W;
}

/** The matrices that are known by then and may stand where W[m] stands, as (in, out). */
function matrices(known: Known, m: number): { readonly text: string; readonly of: (pass: Pass, formulas: Formulas) => Matrix }[] {
  const { W } = known.draw.weights[m]!;
  const name = symbol('W', m);
  return [
    { text: `${name}ᵀ`, of: ({ weights }) => weights[m]!.W },
    { text: `(the updated ${name})ᵀ`, of: (pass, formulas) => updated(formulas, pass, m) },
    {
      text: `(${name} + the updated ${name})ᵀ`,
      of: (pass, formulas) => ((U) => map(pass.weights[m]!.W, (w, i) => w + U.data[i]!))(updated(formulas, pass, m)),
    },
    ...(W.rows === W.cols ? [{ text: name, of: ({ weights }: Pass) => transpose(weights[m]!.W) }] : []),
    { text: `${symbol('dW', m)}ᵀ`, of: ({ gradients }) => gradients[m]!.W },
    { text: `|${name}|ᵀ`, of: ({ weights }) => map(weights[m]!.W, Math.abs) },
  ];
}

function passings(known: Known, l: number): Passed[] {
  return matrices(known, l + 1).flatMap((matrix, i) =>
    vectors(known, l + 1).map(({ text, of, carries }, j): Passed => {
      const whole = (pass: Pass, formulas: Formulas) => product(of(pass), transpose(matrix.of(pass, formulas)));
      return {
        text: `${text}·${matrix.text}`,
        right: i === 0 && j === 0,
        plain: i === 0 || j === 0,
        ...(carries ? { of: whole } : { of: (pass, formulas) => scale(whole(pass, formulas), 1 / pass.X.rows), whole }),
      };
    }),
  );
}

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

/** What goes down to layer l and by what it is multiplied there, from the network's own numbers of the layer above. */
export function examinePassedDown(known: Known, rows: readonly Row[], l: number, target: readonly number[]): Outcome {
  const { tensor } = known.tolerance;
  const own = flat(rows.map(({ pass }) => known.formulas.activationGradient({ ...pass, dA: replaced(pass, l, known.formulas.inputGradient(pass, l + 1)) }, l)));
  if (close(own, target, tensor)) return together(verdict('passed down', 'right', l + 1), verdict('derivative', 'right', l + 1));
  const passed = passings(known, l).map((way) => asked(known, rows, way));
  const ownSlope = (dA: Matrix, pass: Pass) => known.formulas.activationGradient({ ...pass, dA: replaced(pass, l, dA) }, l);
  for (const { way, values } of passed) {
    const found = factor(flat(values().map((dA, r) => ownSlope(dA, rows[r]!.pass))), target, tensor);
    if (found !== undefined) return together(wayFinding(l, way, found, target.length), verdict('derivative', 'right', l + 1));
  }
  const right = passed.filter(({ way }) => way.right);
  return (
    otherDerivative(known, rows, l, target, right) ??
    byRecovery(known, rows, l, target, right) ??
    otherDerivative(known, rows, l, target, passed.slice(1)) ??
    byRecovery(
      known,
      rows,
      l,
      target,
      passed.slice(1).filter(({ way }) => way.plain),
    ) ??
    together(verdict('passed down', 'open', l + 1), verdict('derivative', 'open', l + 1))
  );
}

/** What goes down in every row, computed once it is asked for. */
function asked({ formulas }: Known, rows: readonly Row[], way: Passed): Values[number] {
  let values: readonly Matrix[] | undefined;
  return { way, values: () => (values ??= rows.map(({ pass }) => way.of(pass, formulas))) };
}

function replaced(pass: Pass, l: number, dA: Matrix): Matrix[] {
  return Object.assign([...pass.dA], { [l]: dA });
}

function factor(made: readonly number[], target: readonly number[], tolerance: number): number | undefined {
  if (!made.every(Number.isFinite)) return undefined;
  const free = factorOf(target, made);
  return free !== 0 &&
    close(
      made.map((v) => v * free),
      target,
      tolerance,
    )
    ? snapped(free, 10 * tolerance)
    : undefined;
}

function wayFinding(l: number, { text, of, whole, right }: Passed, c: number, points: number): Outcome {
  if (right && c === 1) return verdict('passed down', 'right', l + 1);
  const made =
    (dA: (pass: Pass, formulas: Formulas) => Matrix) =>
    (formulas: Formulas): Partial<Formulas> => ({ inputGradient: (pass, m) => (m === l + 1 ? scale(dA(pass, formulas), c) : formulas.inputGradient(pass, m)) });
  return finding(
    'passed down',
    {
      computed: `${symbol('dA', l)} = ${times(c)}${text}`,
      right: `${symbol('dA', l)} = ${symbol('δ', l + 1)}·${symbol('W', l + 1)}ᵀ`,
      evidence: { points, worst: 0 },
      formulas: made(of),
      ...(whole && { variants: [{ formulas: made(whole) }] }),
    },
    l + 1,
  );
}

type Values = readonly { readonly way: Passed; readonly values: () => readonly Matrix[] }[];

function otherDerivative(known: Known, rows: readonly Row[], l: number, target: readonly number[], passed: Values): Outcome | undefined {
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
        : `f′ of layer ${l + 1} = ${found.some(({ computed }) => computed.startsWith('the activation')) ? 'that of the activation it has' : inLayer(written(declared, 'z', 'a'), l)}`,
      ...(name && { known: { name: `${name[0]!.toUpperCase()}${name.slice(1)}` } }),
      evidence: { points, worst: 0 },
      formulas: made(of),
      ...(variants && { variants: variants.map((variant) => ({ formulas: made(variant) })) }),
    },
    l + 1,
  );
}

/** f′ as a formula of z and a, from δ/dA; else δ itself as one of dA, z and a. */
function byRecovery(known: Known, rows: readonly Row[], l: number, target: readonly number[], passed: Values): Outcome | undefined {
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
