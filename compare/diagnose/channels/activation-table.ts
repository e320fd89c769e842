import type { MatrixActivation } from '../../../scratch/formulas.ts';
import { matrixActivation } from '../../../scratch/textbook.ts';
import { ACTIVATIONS, activationOf } from '../../../src/model/activations/activations.ts';
import type { Parameter } from '../../../src/model/word.ts';
import { map } from '../../../src/numbers/algebra.ts';
import { type Matrix, zeros } from '../../../src/numbers/matrix.ts';
import type { Found, Option } from './finding.ts';
import type { Known } from './known.ts';
import { elementwise } from './search/elementwise.ts';
import { close, decimal, snapped } from './search/numbers.ts';

const POINTS = 48;
const LIMIT = 6;

/**
 * The activation of the last hidden layer, read off the logits: W = 0, so that z is its bias, and the identity above. Where its bias is
 * not what it should be, z is what the inputs make, in the first layer, and else every activation is one to try.
 */
export async function activationRead(known: Known): Promise<Option[]> {
  const { layers, float } = known;
  const l = layers.length - 2;
  if (l < 0) return [];
  const declared = layers[l]!.activation;
  const tolerance = float === 'float32' ? 3e-5 : 1e-8;
  for (const by of l === 0 ? (['bias', 'inputs'] as const) : (['bias'] as const)) {
    const table = await tableOf(known, l, by);
    if (!table || close(table.a, table.z.map(activationOf(declared).f), tolerance)) return [];
    const options = isOne(table.a) ? [] : optionsOf(table, declared, tolerance);
    if (options.length > 0) return options;
  }
  return vocabulary(declared);
}

interface Table {
  readonly z: readonly number[];
  readonly a: readonly number[];
}

function isOne(a: readonly number[]): boolean {
  return a.every((v) => v === a[0]);
}

/** What the logits are where z of layer l is given by its bias, or, of the first layer, by inputs that are all 1. */
async function tableOf(known: Known, l: number, by: 'bias' | 'inputs'): Promise<Table | undefined> {
  const { layers, asker, draw } = known;
  const units = Math.min(layers[l]!.outputs, layers[l + 1]!.outputs);
  const table = { z: [] as number[], a: [] as number[] };
  for (let q = 0; q < POINTS / units; q++) {
    const z = Array.from({ length: units }, (_, j) => Math.fround(-LIMIT + (2 * LIMIT * (q * units + j + 0.29 * (1 + Math.sin(7 * q + j)))) / POINTS));
    const x = by === 'bias' ? draw.X.data.slice(0, draw.X.cols) : new Float32Array(draw.X.cols).fill(1);
    const rows = { rows: 1, cols: draw.X.cols, data: x };
    const reply = await asker.ask({ title: 'an answer that shows the activation', weights: onlyLayer(known, l, z, by), steps: [], rows });
    if (!reply?.answers) return undefined;
    table.z.push(...z);
    table.a.push(...reply.answers.data.subarray(0, units));
  }
  return table;
}

/** Every activation of the vocabulary, as it is by itself, for the answers to tell. */
function vocabulary(declared: string): Option[] {
  return ACTIVATIONS.filter(({ name }) => name !== declared).map(({ name }) => optionFor(declared, name, matrixActivation(name), said(name)));
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
function optionsOf({ z, a }: Table, declared: string, tolerance: number): Option[] {
  const word = wordFor(z, a, tolerance);
  const formula = word ? undefined : elementwise(z, a, { tolerance });
  if (!word && !formula) return [];
  const own = word ? matrixActivation(word) : withOwnSlope((x) => formula!.at({ z: x }));
  return [optionFor(declared, word, own, word ? said(word) : `a = ${formula!.text}`)];
}

/** Every layer that is declared so has the other activation: with its own derivative, or with the one declared. */
function optionFor(declared: string, word: string | undefined, own: MatrixActivation, text: string): Option {
  const value: Found['formulas'] = (right) => ({ activation: (layer, m) => (layer.activation === declared ? own : right.activation(layer, m)) });
  const computed = `the activation is ${text}`;
  return {
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
  };
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

/** Weights with which the logits show what layer l makes of given z: biases of it, or what inputs that are all 1 make. */
function onlyLayer({ draw }: Known, l: number, z: readonly number[], by: 'bias' | 'inputs'): Known['draw']['weights'] {
  const none = (M: Matrix) => zeros(M.rows, M.cols);
  return draw.weights.map(({ W, b }, m) => {
    if (m === l + 1) return { W: map(none(W), (_, i) => (Math.floor(i / W.cols) === i % W.cols ? 1 : 0)), b: none(b) };
    if (m !== l) return { W: none(W), b: none(b) };
    return by === 'bias' ? { W: none(W), b: map(b, (_, j) => z[j] ?? 0) } : { W: map(W, (_, i) => (z[i % W.cols] ?? 0) / W.rows), b: none(b) };
  });
}
