import { Fault, list } from '../fault.ts';
import { readText } from '../host/text-file.ts';
import { layersOf, type ModelSpec } from '../model/model-spec.ts';
import { checkWeights, type LayerWeights, mapTensors, TENSOR_NAMES, type TensorName } from '../model/tensors.ts';
import { copy, type Matrix, matrix, ShapeError } from '../numbers/matrix.ts';

const FORM = '{"layers":[{"W":[[…],…],"b":[…]},…]}, W (in, out) by rows, b (out), and gamma and beta (out) of a normalised layer';

/**
 * The weights in a JSON file, rounded to float32 once. A place in the file is named as in JavaScript, from 0: layers[0].W[3].
 * @param place how messages name the file: '--init file:weights.json'
 * @throws Fault unless they are exactly the model's
 */
export function readWeights(path: string, model: ModelSpec, place: string): LayerWeights[] {
  const json = parse(readText(path, place), place);
  const layers = isObject(json) ? json['layers'] : undefined;
  if (!Array.isArray(layers)) throw new Fault(`${place}: expected ${FORM}.`);
  const read = layers.map((layer: unknown, l) => readLayer(layer, layersOf(model)[l]?.bias !== false, `${place}: layers[${l}]`));
  try {
    checkWeights(model, read);
  } catch (error) {
    throw error instanceof ShapeError ? new Fault(`${place}: ${error.message}`) : error;
  }
  checkKinds(model, read, place);
  return mapTensors(read, (values) => copy(values, 'float32'));
}

function parse(text: string, place: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Fault(`${place}: this is no JSON: ${(error as SyntaxError).message.replace(/[\s\p{Cc}]+/gu, ' ')}.`);
  }
}

function readLayer(layer: unknown, hasBias: boolean, place: string): LayerWeights {
  if (!isObject(layer)) throw new Fault(`${place}: expected an object with W and b.`);
  const stranger = Object.keys(layer).find((name) => !(TENSOR_NAMES as readonly string[]).includes(name));
  if (stranger !== undefined) throw new Fault(`${place}.${stranger}: there is no such tensor. There are ${list(TENSOR_NAMES)}.`);
  const W = readRows(layer['W'], `${place}.W`);
  const vector = (name: TensorName) => ({ rows: 1, ...readRow(layer[name], `${place}.${name}`) });
  const b = layer['b'] === undefined && !hasBias ? matrix([Array.from({ length: W.cols }, () => 0)], 'float64') : vector('b');
  return { W, b, ...('gamma' in layer && { gamma: vector('gamma') }), ...('beta' in layer && { beta: vector('beta') }) };
}

function readRows(value: unknown, place: string): Matrix {
  if (!Array.isArray(value) || value.length === 0) throw new Fault(`${place}: expected an array of rows of numbers, ${came(value)}.`);
  const rows = value.map((row: unknown, r) => readRow(row, `${place}[${r}]`));
  const cols = rows[0]!.cols;
  const ragged = rows.findIndex((row) => row.cols !== cols);
  if (ragged >= 0) throw new Fault(`${place}[${ragged}]: expected ${cols} numbers, as in the first row, got ${rows[ragged]!.cols}.`);
  const data = new Float64Array(rows.length * cols);
  rows.forEach((row, r) => data.set(row.data, r * cols));
  return { rows: rows.length, cols, data };
}

function readRow(value: unknown, place: string): { readonly cols: number; readonly data: Float64Array } {
  if (!Array.isArray(value)) throw new Fault(`${place}: expected an array of numbers, ${came(value)}.`);
  const wrong = value.findIndex((number: unknown) => typeof number !== 'number' || !Number.isFinite(Math.fround(number)));
  if (wrong >= 0) throw new Fault(`${place}[${wrong}]: expected a number that float32 holds, ${came(value[wrong])}.`);
  return { cols: value.length, data: Float64Array.from(value as number[]) };
}

/** What shapes do not tell: numbers that the model has no place for. */
function checkKinds(model: ModelSpec, weights: readonly LayerWeights[], place: string): void {
  layersOf(model).forEach(({ normalise, bias }, l) => {
    const { b, gamma, beta } = weights[l]!;
    if (!normalise && (gamma || beta)) throw new Fault(`${place}: layers[${l}] has ${gamma ? 'gamma' : 'beta'}, and the model's layer is not normalised.`);
    if (bias === false && b.data.some((value) => value !== 0)) throw new Fault(`${place}: layers[${l}].b is not 0, and the model's layer has no bias.`);
  });
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function came(value: unknown): string {
  if (value === undefined) return 'and it is not there';
  if (Array.isArray(value)) return `got an array of ${value.length}`;
  return `got ${isObject(value) ? 'an object' : typeof value === 'number' ? value : JSON.stringify(value).slice(0, 40)}`;
}
