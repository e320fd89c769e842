import { bytes, type Field, float, integer, joined } from './protobuf.ts';

/** Where a value of the graph is named. */
export type Name = string;
export type Attributes = Readonly<Record<string, number>>;

const FLOAT = 1; // TensorProto.DataType
const ATTRIBUTE = { float: 1, int: 2 } as const; // AttributeProto.AttributeType
const IR_VERSION = 8;
const OPSET = 18;

/** An ONNX model under construction: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto has the numbers of the fields. All is float32. */
export class OnnxGraph {
  readonly #nodes: Field[] = [];
  readonly #initializers: Field[] = [];
  #values = 0;

  /** A node; what it answers is named by the number it has. Of attributes `axis` is a whole number, all others are not. */
  op(type: string, inputs: readonly Name[], attributes: Attributes = {}, output: Name = `${type.toLowerCase()}_${++this.#values}`): Name {
    const written = Object.entries(attributes).map(([name, value]) => {
      const whole = name === 'axis';
      const held = whole ? integer(3, value) : float(2, value);
      return bytes(5, [bytes(1, name), held, integer(20, whole ? ATTRIBUTE.int : ATTRIBUTE.float)]);
    });
    this.#nodes.push(bytes(1, [...inputs.map((name) => bytes(1, name)), bytes(2, output), bytes(3, output), bytes(4, type), ...written]));
    return output;
  }

  /** A tensor that is given with the model. */
  tensor(name: Name, shape: readonly number[], values: ArrayLike<number>): Name {
    const raw = new Uint8Array(values.length * 4);
    const view = new DataView(raw.buffer);
    for (let i = 0; i < values.length; i++) view.setFloat32(i * 4, values[i]!, true);
    this.#initializers.push(bytes(5, [...shape.map((size) => integer(1, size)), integer(2, FLOAT), bytes(8, name), bytes(9, raw)]));
    return name;
  }

  number(value: number): Name {
    return this.tensor(`number_${++this.#values}`, [], [value]);
  }

  /** The model, of rows that are as many as may be. */
  model(input: readonly [Name, columns: number], outputs: readonly (readonly [Name, columns: number])[], told: Readonly<Record<string, string>>): Uint8Array {
    const graph = [
      ...this.#nodes,
      bytes(2, 'mlp'),
      ...this.#initializers,
      bytes(11, rowsOf(...input)),
      ...outputs.map((output) => bytes(12, rowsOf(...output))),
    ];
    const properties = Object.entries(told).map(([name, value]) => bytes(14, [bytes(1, name), bytes(2, value)]));
    return joined([integer(1, IR_VERSION), bytes(2, 'mlp-compare'), bytes(7, graph), bytes(8, [bytes(1, ''), integer(2, OPSET)]), ...properties]);
  }
}

function rowsOf(name: Name, columns: number): Field[] {
  const shape = [bytes(1, [bytes(2, 'rows')]), bytes(1, [integer(1, columns)])];
  return [bytes(1, name), bytes(2, [bytes(1, [integer(1, FLOAT), bytes(2, shape)])])];
}
