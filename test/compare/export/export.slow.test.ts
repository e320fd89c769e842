import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { epochsCsv, notebookJson } from '../../../compare/export/curves.ts';
import { toOnnx } from '../../../compare/export/onnx.ts';
import { readTrained } from '../../../compare/export/read-trained.ts';
import { toEvents } from '../../../compare/export/tensorboard.ts';
import { torchSafetensors } from '../../../compare/export/torch.ts';
import { type Trained, trainedFile } from '../../../compare/export/trained.ts';
import { forward } from '../../../scratch/plain.ts';
import { ACTIVATIONS, type Activation } from '../../../src/model/activations/activations.ts';
import { layersOf, type ModelSpec } from '../../../src/model/model-spec.ts';
import { outputOf } from '../../../src/model/outputs.ts';
import type { LayerWeights } from '../../../src/model/tensors.ts';
import { usualTraining } from '../../../src/model/training-spec.ts';
import { type Matrix, matrix } from '../../../src/numbers/matrix.ts';
import { stream } from '../../../src/numbers/random.ts';
import { pythonWith } from '../networks/python.ts';
import { diverged, networkResult, tinyComparison } from '../tiny-comparison.ts';

const random = stream(8, 'export');
const normal = (rows: number, cols: number): Matrix =>
  matrix(Array.from({ length: rows }, () => Array.from({ length: cols }, () => Math.fround(random.normal()))));

/** A network of random weights, on features of other scales. */
function trained(model: ModelSpec, more: Partial<Trained> = {}): Trained & { weights: LayerWeights[] } {
  const weights = layersOf(model).map(({ inputs, outputs, normalise }) => ({
    W: normal(inputs, outputs),
    b: normal(1, outputs),
    ...(normalise && { gamma: normal(1, outputs), beta: normal(1, outputs) }),
  }));
  return { model, features: { mean: [3, -1], unit: [2, 0.5] }, classes: ['a', 'b', 'c'], networks: new Map([['mine', weights]]), weights, ...more };
}

const softmax = { kind: 'softmax', classes: 3 } as const;
const hidden = (activation: Activation, units = 4) => ({ units, activation });

/** Rows of features as they are in the data, and what the reference answers of them. */
const ROWS = [
  [3, -1],
  [5.5, -0.25],
  [-2, -2],
  [3.5, 0],
];

function answers({ model, features, targets, weights }: ReturnType<typeof trained>): { logits: number[][]; output: number[][] } {
  const X = matrix(
    ROWS.map((row) => row.map((x, i) => (x - features.mean[i]!) / features.unit[i]!)),
    'float64',
  );
  const Z = forward({ model, training: usualTraining(model) }, weights, X).A.at(-1)!;
  const rows = (M: Matrix) => Array.from({ length: M.rows }, (_, r) => Array.from(M.data.subarray(r * M.cols, (r + 1) * M.cols)));
  const output = rows(Z).map((z) => {
    const p = new Float64Array(z.length);
    outputOf(model.output).apply(Float64Array.from(z), p);
    return Array.from(p, (value, k) => (targets ? value * targets.unit[k]! + targets.mean[k]! : value));
  });
  return { logits: rows(Z), output };
}

let folder = '';
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'export-'))));
afterAll(() => rmSync(folder, { recursive: true }));

function python(script: string, input: unknown): unknown {
  const { stdout, stderr, status } = spawnSync('python3', ['-c', script], { input: JSON.stringify(input), encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout.trim().split('\n').at(-1)!);
}

function near(came: readonly (readonly number[])[], expected: readonly (readonly number[])[]): void {
  expect(came.map((row) => row.length)).toEqual(expected.map((row) => row.length));
  came.forEach((row, r) => row.forEach((value, c) => expect(Math.abs(value - expected[r]![c]!)).toBeLessThan(1e-5 * Math.max(1, Math.abs(expected[r]![c]!)))));
}

describe('the file of the weights', () => {
  it('reads back as it was, in float32 and float64, to the bit', () => {
    const one = trained({ inputs: 2, hidden: [{ ...hidden('relu'), normalise: 'layer' }], output: softmax });
    const wide = one.weights.map(({ W, ...vectors }) => ({ W: { ...W, data: Float64Array.from(W.data, (w) => w + 1e-12) }, ...vectors }));
    const both = {
      ...one,
      networks: new Map<string, LayerWeights[]>([
        ['mine', one.weights],
        ['a.b', wide],
      ]),
    };
    const { weights: _, ...held } = both;
    expect(readTrained(trainedFile(held), 'x')).toEqual(held);
  });

  it('that is cut short, or another’s, is one clear line', () => {
    const whole = trainedFile(trained({ inputs: 2, hidden: [], output: softmax }));
    for (const part of [whole.subarray(0, whole.length - 4), whole.subarray(0, 20), new Uint8Array(3)]) {
      expect(() => readTrained(part, 'w.safetensors')).toThrow(
        'w.safetensors holds no weights that can be read. Was it cut short, or written by another program?',
      );
    }
    const torch = torchSafetensors(trained({ inputs: 2, hidden: [], output: softmax }), trained({ inputs: 2, hidden: [], output: softmax }).weights);
    expect(() => readTrained(torch, 'w.safetensors')).toThrow('w.safetensors was not written by a run of this program.');
  });
});

const onnx = pythonWith('onnx', 'onnxruntime', 'numpy');
const MODELS: Record<string, ReturnType<typeof trained>> = {
  ...Object.fromEntries(ACTIVATIONS.map(({ name }) => [name, trained({ inputs: 2, hidden: [hidden(name), hidden(name, 3)], output: softmax })])),
  'leaky-relu(0.2)': trained({ inputs: 2, hidden: [hidden('leaky-relu(0.2)')], output: softmax }),
  'no hidden layer, one sigmoid': trained({ inputs: 2, hidden: [], output: { kind: 'sigmoid', threshold: 0.5 } }),
  'several sigmoids': trained({ inputs: 2, hidden: [hidden('relu')], output: { kind: 'sigmoids', outputs: 2, threshold: 0.5 } }),
  'layer normalisation, dropout of old': trained({
    inputs: 2,
    hidden: [{ ...hidden('relu'), normalise: 'layer', dropout: 0.25 }],
    output: softmax,
    dropoutScaling: 'prediction',
  }),
  'values in their own units': trained(
    { inputs: 2, hidden: [hidden('tanh')], output: { kind: 'linear', outputs: 2 } },
    { targets: { mean: [10, 0], unit: [4, 1] } },
  ),
};

describe.runIf(onnx.found)(`ONNX, read by ONNX Runtime${onnx.why}`, () => {
  it('answers as the reference, for every activation and output', { timeout: 60_000 }, () => {
    const names = Object.keys(MODELS);
    names.forEach((name, n) => writeFileSync(join(folder, `${n}.onnx`), toOnnx(MODELS[name]!, MODELS[name]!.weights)));
    const script = `
import json, sys, numpy, onnx, onnxruntime
asked = json.load(sys.stdin)
X = numpy.array(asked['rows'], dtype=numpy.float32)
answers = []
for path in asked['paths']:
    onnx.checker.check_model(path, full_check=True)
    session = onnxruntime.InferenceSession(path, providers=['CPUExecutionProvider'])
    logits, output = session.run(['logits', 'output'], {'features': X})
    answers.append([logits.tolist(), output.tolist()])
print(json.dumps(answers))`;
    const came = python(script, { rows: ROWS, paths: names.map((_, n) => join(folder, `${n}.onnx`)) }) as [number[][], number[][]][];
    names.forEach((name, n) => {
      const { logits, output } = answers(MODELS[name]!);
      near(came[n]![0], logits);
      near(came[n]![1], output);
    });
  });
});

it('of batch normalisation there is no ONNX, and a clear line', () => {
  const one = trained({ inputs: 2, hidden: [{ ...hidden('relu'), normalise: 'batch' }], output: softmax });
  expect(() => toOnnx(one, one.weights)).toThrow(/^A network with batch normalisation cannot be exported as ONNX: .* Try --format safetensors\.$/);
});

const torch = pythonWith('torch', 'safetensors', 'numpy');
describe.runIf(torch.found)(`safetensors, read into torch.nn.Sequential${torch.why}`, () => {
  it('fits its names and shapes, and answers as the reference', { timeout: 60_000 }, () => {
    const one = trained({
      inputs: 2,
      hidden: [{ ...hidden('relu'), normalise: 'layer', dropout: 0.25 }, hidden('tanh', 3)],
      output: softmax,
      outputBias: false,
    });
    one.weights[2]!.b.data.fill(0);
    writeFileSync(join(folder, 'mine.safetensors'), torchSafetensors(one, one.weights));
    const script = `
import json, sys, torch
from safetensors.torch import load_file
asked = json.load(sys.stdin)
nn = torch.nn
net = nn.Sequential(nn.Linear(2, 4), nn.LayerNorm(4), nn.ReLU(), nn.Dropout(0.25), nn.Linear(4, 3), nn.Tanh(), nn.Linear(3, 3, bias=False))
net.load_state_dict(load_file(asked['path']), strict=True)
net.eval()
X = (torch.tensor(asked['rows']) - torch.tensor([3.0, -1.0])) / torch.tensor([2.0, 0.5])
print(json.dumps(net(X).tolist()))`;
    near(python(script, { rows: ROWS, path: join(folder, 'mine.safetensors') }) as number[][], answers(one).logits);
  });
});

const board = pythonWith('tensorboard');
describe.runIf(board.found)(`TensorBoard's events, read by TensorBoard${board.why}`, () => {
  it('hold every measure of every epoch, at the time at which it was measured', { timeout: 60_000 }, () => {
    writeFileSync(join(folder, 'events.out.tfevents.1.x'), toEvents(networkResult('mine'), new Date(100_000)));
    const script = `
import json, sys
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
held = EventAccumulator(json.load(sys.stdin)['path']).Reload()
print(json.dumps({tag: [[e.step, e.value, e.wall_time] for e in held.Scalars(tag)] for tag in held.Tags()['scalars']}))`;
    const came = python(script, { path: join(folder, 'events.out.tfevents.1.x') }) as Record<string, number[][]>;
    expect(Object.keys(came).sort()).toEqual(
      ['accuracy/train', 'accuracy/validation', 'evaluationSeconds', 'loss/train', 'loss/validation', 'seconds/train'].sort(),
    );
    expect(came['loss/train']).toEqual([
      [1, 1, 97],
      [2, 0.5, 98.5],
      [3, 0.25, 100],
    ]);
  });
});

describe('curves', () => {
  const comparison = tinyComparison({ networks: [networkResult('mine, "too"'), diverged('tfjs')] });

  it('as CSV are a row for each epoch of each network', () => {
    const lines = epochsCsv(comparison).split('\n');
    expect(lines[0]).toBe('network,epoch,trainLoss,trainAccuracy,validationLoss,validationAccuracy,trainSeconds,evaluationSeconds');
    expect(lines.slice(1)).toEqual([
      '"mine, ""too""",1,1,0.5,1.25,0.375,1,0.5',
      '"mine, ""too""",2,0.5,0.75,0.75,0.625,1,0.5',
      '"mine, ""too""",3,0.25,1,0.5,0.875,1,0.5',
      'tfjs,1,1,0.5,1.25,0.375,1,0.5',
      '',
    ]);
  });

  it('for a notebook are records, numbers or null', () => {
    const run = JSON.parse(notebookJson(comparison)) as { epochs: object[]; steps: { loss: number | null }[]; test: object[] };
    expect(run.epochs).toHaveLength(4);
    expect(run.epochs[1]).toMatchObject({ network: 'mine, "too"', epoch: 2, trainLoss: 0.5 });
    expect(run.steps.at(-1)).toEqual({ network: 'tfjs', step: 3, loss: null });
    expect(run.test).toEqual([{ network: 'mine, "too"', loss: 0.375, accuracy: 0.75 }, { network: 'tfjs' }]);
  });
});
