import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../compare/diagnose/diagnose.ts';
import { isRight } from '../../../compare/diagnose/right.ts';
import { foundIn } from '../../../compare/networks/found.ts';
import { pluginBackend } from '../../../compare/networks/plugin-backend.ts';
import type { ModelSpec } from '../../../src/model/model-spec.ts';
import type { FoundNetwork } from '../../../src/model/network.ts';
import { taskOf } from '../../../src/model/training-spec.ts';
import { faultOf, folderWith } from './fixtures.ts';
import { pythonWith } from './python.ts';

const { found, why } = pythonWith('numpy');
const torch = pythonWith('torch');

const NET = `import numpy as np

class Net:
    def __init__(self, input_size, hidden_size, output_size):
        self.W1 = np.random.randn(input_size, hidden_size)
        self.b1 = np.zeros(hidden_size)
        self.W2 = np.random.randn(hidden_size, output_size)
        self.b2 = np.zeros(output_size)

    def forward(self, X):
        self.h = np.tanh(X.dot(self.W1) + self.b1)
        return self.h.dot(self.W2) + self.b2

    def backward(self, X, y, output):
        d = np.exp(output) / np.exp(output).sum(axis=1, keepdims=True) - np.eye(output.shape[1])[y]
        dh = d.dot(self.W2.T) * (1 - self.h ** 2)
        return X.T.dot(dh), dh.sum(axis=0), self.h.T.dot(d), d.sum(axis=0)
`;

interface Told {
  readonly says: readonly string[];
  readonly model: object;
}

/** What was found in a file of that text, or the fault that says why nothing was. */
async function look(files: Readonly<Record<string, string>>, options: object = {}, file = Object.keys(files)[0] as string): Promise<Told | string> {
  await using folder = await folderWith(files);
  let told: Told | undefined;
  const message = await faultOf(async () => {
    const backend = await pluginBackend(file, { cwd: folder.cwd, timeoutSeconds: 60, ...options });
    told = backend.found;
    await backend.close();
  }).catch(() => '');
  return told ?? message;
}

describe.runIf(found)(`a Python file in which no network can be found${why}`, () => {
  it('is told its own line where it does not parse', async () => {
    expect(await look({ 'mine.py': `${NET}\n\ndef broken(:\n    pass\n` })).toMatch(/^mine\.py:20: it is no Python: /);
  });

  it('is told which module is not there, where it is used and where it is imported', async () => {
    const text = NET.replace('np.tanh', 'no_such.tanh').replace('import numpy as np', 'import numpy as np\nimport no_such_module as no_such');
    expect(await look({ 'mine.py': text })).toMatch(/^mine\.py:12: there is no module 'no_such_module' for .*, which line 2 imports\. Install it/);
  });

  it('needs no module that its network does not use, nor what runs beside its definitions', async () => {
    const text = `import no_such_plots\nfrom no_such_data import load\n${NET}\nX = load()\nnet = Net(2, 3, 2)\nwhile True:\n    net.forward(X)\n`;
    expect(await look({ 'mine.py': text })).toMatchObject({ model: { layers: 2, activations: ['tanh'], output: 'softmax' } });
  });

  it('is told what it was asked where its own code throws', async () => {
    const text = NET.replace('self.h.T.dot(d)', 'self.h.dot(d)');
    expect(await look({ 'mine.py': text })).toMatch(
      /^mine\.py:17: backward\(\) raised ValueError: .*\. It was asked with X \(8, 5\), y \(8,\), output \(8, 3\)\.$/,
    );
  });

  it('is told the cell of a notebook, and of the one that is not run', async () => {
    const cells = [
      ['import numpy as np\n', 'X = np.loadtxt("x.csv")\n'],
      ['class Net:\n', '    mean = X.mean()\n'],
    ];
    const book = JSON.stringify({ cells: cells.map((source) => ({ cell_type: 'code', source })) });
    expect(await look({ 'mine.ipynb': book })).toBe(
      "mine.ipynb, cell 2:1: it needs 'X', which line 2 of cell 1 computes; that line is not run, since only definitions are. --run-all runs the whole file.",
    );
    expect(await look({ 'mine.ipynb': book }, { runAll: true })).toMatch(/^mine\.ipynb, cell 1:2: it needs a file that is not there: /);
  });

  it('is asked for the part that is missing by its name, and keeps the answer beside the file', async () => {
    const other = NET.replaceAll('backward', 'work_out').replace('self, X, y, output', 'self, X, y, o').replace('return X.T', 'result = X.T');
    const renamed = `${other}        return result\n`.replaceAll('(output)', '(o)').replaceAll('output.shape', 'o.shape');
    expect(await look({ 'mine.py': renamed })).toBe(
      'mine.py: no function that computes gradients was found among Net. Is it called something else? --map backward=its_name.',
    );
    await using folder = await folderWith({ 'mine.py': renamed });
    for (const map of [['backward=work_out'], []]) {
      const backend = await pluginBackend('mine.py', { cwd: folder.cwd, map });
      expect(backend.found?.says[0]).toContain('forward(), work_out()');
      await backend.close();
    }
    expect(JSON.parse(await readFile(join(folder.cwd, 'mine.mlp.json'), 'utf8'))).toEqual({ map: { backward: 'work_out' } });
  });

  it('is told of a program that is no Python', async () => {
    expect(await look({ 'mine.py': NET }, { python: 'no-such-python' })).toMatch(/^'no-such-python' cannot be started/);
  });
});

describe.runIf(found)(`what a Python file declares${why}`, () => {
  it('goes before what was read off', async () => {
    const told = await look({ 'mine.py': `MLP_COMPARE = {'sizes': [4, 8, 3], 'activation': 'tanh', 'output': 'softmax'}\n${NET}` });
    expect(told).toMatchObject({ model: { widths: [4, 8, 3], layers: 2, activations: ['tanh'], output: 'softmax' } });
    expect((told as Told).says.at(-1)).toBe('declared by the file: sizes 4, 8, 3; activation tanh; output softmax');
  });

  it('is refused where it makes no sense', async () => {
    expect(await look({ 'mine.py': `MLP_COMPARE = {'activation': 'rleu'}\n${NET}` })).toMatch(
      /^The file declares activation: expected .*, got the text 'rleu'\.$/,
    );
    expect(await look({ 'mine.py': `MLP_COMPARE = {'sizes': [4]}\n${NET}` })).toMatch(/^The file declares sizes: /);
    expect(await look({ 'mine.py': `MLP_COMPARE = {'los': 'hinge'}\n${NET}` })).toBe(
      "The file declares 'los', which nothing is called: a file may declare sizes, activation, output, loss, optimiser, l1 and l2.",
    );
  });
});

describe.runIf(torch.found)(`a PyTorch module whose loss takes no logits${torch.why}`, () => {
  const module = (output: string, loss: string) => `import torch
import torch.nn as nn
import torch.nn.functional as F

class Net(nn.Module):
    def __init__(self, input_size, hidden_size, num_classes):
        super().__init__()
        self.fc1 = nn.Linear(input_size, hidden_size)
        self.fc2 = nn.Linear(hidden_size, num_classes)

    def forward(self, x):
        z = self.fc2(torch.relu(self.fc1(x)))
        return ${output}

criterion = ${loss}()
optimizer = torch.optim.SGD(Net(4, 8, 3).parameters(), lr=0.1)
`;

  it.each([
    ['F.log_softmax(z, dim=1)', 'nn.NLLLoss', { kind: 'softmax', classes: 3 }],
    ['torch.sigmoid(z)', 'nn.BCELoss', { kind: 'sigmoid', threshold: 0.5 }],
  ] as const)(
    '%s with %s is not wrong for it',
    async (output, loss, kind) => {
      await using folder = await folderWith({ 'mine.py': module(output, loss) });
      const backend = await pluginBackend('mine.py', { cwd: folder.cwd });
      const diagnosis = await diagnose(backend, { inputs: 5, hidden: [{ units: 6, activation: 'relu' }], output: kind });
      await backend.close();
      expect(isRight(diagnosis)).toBe(true);
    },
    120_000,
  );
});

describe('a model that a network in a file is asked to be of', () => {
  const model: ModelSpec = { inputs: 4, hidden: [{ units: 6, activation: 'relu' }], output: { kind: 'softmax', classes: 3 } };
  const network = (own: FoundNetwork['model'], isSure = true): FoundNetwork => ({ says: [], model: own, isSure });

  it('must have its number of layers', async () => {
    expect(await faultOf(async () => foundIn('mine', network({ layers: 3 }), taskOf(model)))).toBe(
      'mine: it has 3 layers of weights, the model 2. Give it 2 hidden layers: --hidden 6,6.',
    );
    expect(await faultOf(async () => foundIn('mine', network({ layers: 1 }), taskOf(model)))).toBe(
      'mine: it has 1 layer of weights, the model 2. Give it 0 hidden layers: --hidden none.',
    );
  });

  it('should have its activations and output, as far as these are sure', () => {
    expect(foundIn('mine', network({ layers: 2, activations: ['relu'], output: 'softmax' }), taskOf(model))).toEqual([]);
    expect(foundIn('mine', network({ activations: ['tanh'] }), taskOf(model))).toEqual([
      'mine answers as a network with tanh in layer 1 does, which the model has not: --activation tanh trains what it is.',
    ]);
    expect(foundIn('mine', network({ output: 'sigmoid' }), taskOf(model))).toEqual([
      'mine answers as a network with a sigmoid output does, which the model has not: --output sigmoid trains what it is.',
    ]);
    const declared = { ...network({}), training: { loss: 'softmax-cross-entropy', optimiser: 'adam', l2: 0.01 } };
    expect(foundIn('mine', declared, taskOf(model))).toEqual(['mine learns by --optimizer adam; here it is sgd.', 'mine learns by --l2 0.01; here it is 0.']);
    expect(foundIn('mine', network({ activations: ['tanh'] }, false), taskOf(model))).toEqual([]);
  });
});

describe('a TypeScript file in which a network is looked for', () => {
  it('is told what it was asked, with its own line, where its code throws', async () => {
    const text = `export class Net {
  params = { W1: [[1]], b1: [0], W2: [[1]], b2: [0] };
  constructor(inputs: number, hidden: number, outputs: number) {
    const rows = (n: number, m: number) => Array.from({ length: n }, () => new Array<number>(m).fill(0));
    this.params = { W1: rows(inputs, hidden), b1: rows(1, hidden)[0]!, W2: rows(hidden, outputs), b2: rows(1, outputs)[0]! };
  }
  forward(X: number[][]) {
    return X.map(() => this.params.b2);
  }
  backward(X: number[][], y: number[]) {
    throw new RangeError(\`no gradient of \${X.length} rows, \${y.length} labels\`);
  }
}
`;
    expect(await look({ 'mine.ts': text })).toMatch(
      /^mine\.ts:11:11: backward\(\) threw RangeError: no gradient of .* It was asked with X \(\d+, \d+\), y \(\d+.*\)\.$/,
    );
  });

  it('may declare its model', async () => {
    const text = await readFile('test/compare/networks/brought/lists.ts', 'utf8');
    const told = await look({ 'mine.ts': `${text}\nexport const model = { sizes: [4, 8, 3], activation: 'tanh' };\n` });
    expect(told).toMatchObject({ model: { widths: [4, 8, 3], activations: ['tanh'], output: 'softmax' } });
  });

  it('is taken in JavaScript as well, in functions of a dictionary and CommonJS', async () => {
    const text = `
const softmax = (z) => { const e = z.map((v) => Math.exp(v - Math.max(...z))); const s = e.reduce((a, b) => a + b); return e.map((v) => v / s); };
const affine = (X, W, b) => X.map((x) => b.map((v, j) => x.reduce((sum, a, i) => sum + a * W[i][j], v)));
const T = (A) => A[0].map((_, j) => A.map((row) => row[j]));
const dot = (A, B) => A.map((row) => B[0].map((_, j) => row.reduce((sum, a, k) => sum + a * B[k][j], 0)));
const sums = (A) => A[0].map((_, j) => A.reduce((sum, row) => sum + row[j], 0));

function forward(X, params) {
  const A1 = affine(X, params.W1, params.b1).map((row) => row.map((v) => Math.max(0, v)));
  const A2 = affine(A1, params.W2, params.b2).map(softmax);
  return { A1, A2 };
}
function backward(cache, params, X, Y) {
  const d = cache.A2.map((p, r) => p.map((v, k) => (v - Y[r][k]) / X.length));
  const below = dot(d, T(params.W2)).map((row, r) => row.map((v, j) => (cache.A1[r][j] > 0 ? v : 0)));
  return { dW1: dot(T(X), below), db1: sums(below), dW2: dot(T(cache.A1), d), db2: sums(d) };
}
function update(params, grads, learningRate) {
  const less = (P, G) => P.map((p, i) => (Array.isArray(p) ? less(p, G[i]) : p - learningRate * G[i]));
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, less(value, grads['d' + name])]));
}
module.exports = { forward, backward, update };
setInterval(() => update(forward(loadAll())), 1);
`;
    expect(await look({ 'mine.js': text })).toMatchObject({
      says: [
        expect.stringContaining('functions forward(), backward(), update() of W1, b1'),
        expect.stringContaining('labels one-hot'),
        expect.anything(),
        expect.stringContaining('relu, read off'),
        'it tells no loss',
      ],
      model: { layers: 2, output: 'softmax' },
    });
  });
});
