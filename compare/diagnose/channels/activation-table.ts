import type { MatrixActivation } from '../../../scratch/formulas.ts';
import { matrixActivation } from '../../../scratch/textbook.ts';
import { ACTIVATIONS, activationOf } from '../../../src/model/activations/activations.ts';
import { map } from '../../../src/numbers/algebra.ts';
import { zeros } from '../../../src/numbers/matrix.ts';
import type { Option } from './finding.ts';
import type { Known } from './known.ts';
import { elementwise } from './search/elementwise.ts';
import { close } from './search/numbers.ts';

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
  return optionsOf(known, layers[l]!.activation, table, float === 'float32' ? 3e-5 : 1e-8);
}

/** The ways in which one table of activations can be read: as that of every layer that is declared so. */
export function optionsOf(
  { layers }: Known,
  declared: string,
  { z, a }: { readonly z: readonly number[]; readonly a: readonly number[] },
  tolerance: number,
): Option[] {
  if (a.every((v) => v === a[0]) || close(a, z.map(activationOf(declared).f), tolerance)) return [];
  const other = ACTIVATIONS.find(({ name }) => close(a, z.map(activationOf(name).f), tolerance));
  const formula = other ? undefined : elementwise(z, a, { tolerance });
  if (!other && !formula) return [];
  const computed = other ? other.says : `a = ${formula!.text}`;
  const value = other ? activationOf(other.name).f : (x: number) => formula!.at({ z: x });
  const hidden = new Set(layers.slice(0, -1).map(({ activation }) => activation));
  return [...hidden]
    .filter((name) => name === declared)
    .map((name) => ({
      channel: 'forward',
      computed: `the activation is ${computed}`,
      right: activationOf(name).record.says,
      formulas: (right) => ({
        activation(layer, m): MatrixActivation {
          if (layer.activation !== name) return right.activation(layer, m);
          return other ? matrixActivation(other.name) : withOwnSlope(value);
        },
      }),
    }));
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
