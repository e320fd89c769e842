import type { MatrixActivation } from '../../../scratch/formulas.ts';
import { matrixActivation } from '../../../scratch/textbook.ts';
import { ACTIVATIONS, activationOf } from '../../../src/model/activations/activations.ts';
import type { Parameter } from '../../../src/model/word.ts';
import { map } from '../../../src/numbers/algebra.ts';
import { zeros } from '../../../src/numbers/matrix.ts';
import type { Found, Option } from './finding.ts';
import type { Known } from './known.ts';
import { elementwise } from './search/elementwise.ts';
import { close, decimal, snapped } from './search/numbers.ts';

const POINTS = 48;
const LIMIT = 6;

/** The activation of the last hidden layer, read off the logits: W = 0, so that z is its bias, and the identity above. */
export async function activationRead(known: Known): Promise<Option[]> {
  const { layers, asker, draw, float } = known;
  const l = layers.length - 2;
  if (l < 0) return [];
  const units = Math.min(layers[l]!.outputs, layers[l + 1]!.outputs);
  const table = { z: [] as number[], a: [] as number[] };
  for (let q = 0; q < POINTS / units; q++) {
    const z = Array.from({ length: units }, (_, j) => Math.fround(-LIMIT + (2 * LIMIT * (q * units + j + 0.29 * (1 + Math.sin(7 * q + j)))) / POINTS));
    const rows = { rows: 1, cols: draw.X.cols, data: draw.X.data.slice(0, draw.X.cols) };
    const reply = await asker.ask({ title: 'an answer that shows the activation', weights: onlyLayer(known, l, z), steps: [], rows });
    if (!reply?.answers) return [];
    table.z.push(...z);
    table.a.push(...reply.answers.data.subarray(0, units));
  }
  return optionsOf(table, layers[l]!.activation, float === 'float32' ? 3e-5 : 1e-8);
}

/** The activation of the vocabulary that a table is of, as it is written. */
function wordFor(z: readonly number[], a: readonly number[], tolerance: number): string | undefined {
  const words = ACTIVATIONS.flatMap(({ name, ...record }) => {
    const α = 'parameter' in record ? parameterOf(record, z, a, tolerance) : undefined;
    return α === undefined ? [name] : [name, `${name}(${α})`];
  });
  return words.find((word) => close(a, z.map(activationOf(word).f), tolerance));
}

/** α of an activation that is straight in it, from the value furthest below 0. */
function parameterOf(
  { f, parameter: { within } }: { readonly f: (z: number, α: number) => number; readonly parameter: Parameter },
  z: readonly number[],
  a: readonly number[],
  tolerance: number,
): number | undefined {
  const i = z.indexOf(Math.min(...z));
  const α = snapped((a[i]! - f(z[i]!, 0)) / (f(z[i]!, 1) - f(z[i]!, 0)), 30 * tolerance);
  return α >= within[0] && α <= within[1] ? α : undefined;
}

/** The ways in which one table of activations can be read: as that of every layer that is declared so. */
export function optionsOf({ z, a }: { readonly z: readonly number[]; readonly a: readonly number[] }, declared: string, tolerance: number): Option[] {
  if (a.every((v) => v === a[0]) || close(a, z.map(activationOf(declared).f), tolerance)) return [];
  const word = wordFor(z, a, tolerance);
  const formula = word ? undefined : elementwise(z, a, { tolerance });
  if (!word && !formula) return [];
  const own = word ? matrixActivation(word) : withOwnSlope((x) => formula!.at({ z: x }));
  const value: Found['formulas'] = (right) => ({ activation: (layer, m) => (layer.activation === declared ? own : right.activation(layer, m)) });
  const computed = `the activation is ${word ? said(word) : `a = ${formula!.text}`}`;
  return [
    {
      channel: 'forward',
      computed,
      right: activationOf(declared).record.says,
      ...(word && { severity: 'intention', declare: `--activation ${word}`, parameter: activationOf(word).parameter }),
      formulas: (right) => ({
        ...value(right),
        activationGradient: (pass, m) =>
          pass.layers[m]!.activation === declared
            ? own.gradient(pass.N[m]!.values, pass.F[m]!, right.dropped(pass.dA[m]!, pass.masks[m]))
            : right.activationGradient(pass, m),
      }),
      variants: [
        {
          computed: `${computed}, while its derivative is that of ${declared}, as declared`,
          right: `${activationOf(declared).record.says}; or, of the activation that it has, the derivative`,
          severity: 'mistake',
          formulas: value,
        },
      ],
    },
  ];
}

/** 'ELU, z above 0, else α(e^z − 1), with 1.758' */
function said(word: string): string {
  const { record, parameter } = activationOf(word);
  return `${record.says}${word.includes('(') ? `, with ${decimal(parameter)}` : ''}`;
}

const NEAR = 1e-5;

/** An activation that has no record, with its own derivative, by central differences. */
function withOwnSlope(f: (z: number) => number): MatrixActivation {
  return { value: (Z) => map(Z, f), gradient: (Z, _A, dA) => map(dA, (d, i) => (d * (f(Z.data[i]! + NEAR) - f(Z.data[i]! - NEAR))) / (2 * NEAR)) };
}

/** Weights with which the logits show what layer l makes of given z. */
function onlyLayer(known: Known, l: number, z: readonly number[]): Known['draw']['weights'] {
  return known.draw.weights.map(({ W, b }, m) => ({
    W: m === l + 1 ? map(zeros(W.rows, W.cols), (_, i) => (Math.floor(i / W.cols) === i % W.cols ? 1 : 0)) : zeros(W.rows, W.cols),
    b: m === l ? map(b, (_, j) => z[j] ?? 0) : zeros(1, b.cols),
  }));
}
