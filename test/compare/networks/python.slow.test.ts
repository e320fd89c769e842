import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { pluginBackend } from '../../../compare/networks/plugin-backend.ts';
import type { Output } from '../../../src/model/model-spec.ts';
import { usualTraining } from '../../../src/model/training-spec.ts';
import { matrix } from '../../../src/numbers/matrix.ts';
import { faultOf, folderWith, INITIAL, MODEL, useEveryMethod, withBackend, X, y } from './fixtures.ts';
import { pythonWith } from './python.ts';

const { found, why } = pythonWith('numpy');

/** A network that answers zeros, with some of its methods replaced. */
function program(replaced: Readonly<Record<string, string>> = {}, before = ''): string {
  const methods = {
    '__init__(self, model, initial)': 'self.kept = initial',
    'step(self, X, y, learning_rate)': 'return 0.5',
    'predict(self, X)': 'return np.zeros((len(X), 3))',
    'weights(self)': 'return self.kept',
    'set_weights(self, weights)': 'self.kept = weights',
  };
  for (const [name, body] of Object.entries(replaced)) {
    const signature = Object.keys(methods).find((known) => known.startsWith(`${name}(`)) ?? name;
    Object.assign(methods, { [signature]: body });
  }
  const lines = Object.entries(methods)
    .filter(([, body]) => body !== '')
    .map(([signature, body]) => `    def ${signature}:\n        ${body}`);
  return `${before}\nfrom mlp_compare import serve\nimport numpy as np\nclass Mlp:\n${lines.join('\n')}\nserve(Mlp, 'zeros')\n`;
}

async function messageOf(text: string, timeoutSeconds = 20): Promise<string> {
  await using folder = await folderWith({ 'net.py': text });
  return await faultOf(() => useEveryMethod('python3 net.py', { cwd: folder.cwd, timeoutSeconds }));
}

describe.runIf(found)(`a network in Python${why}`, () => {
  it('finds the helper wherever its file lies, and tells its versions', async () => {
    await using folder = await folderWith({ 'deep/net.py': program() });
    await withBackend('python3 deep/net.py', { cwd: folder.cwd }, async (backend) => {
      expect(backend.description).toMatch(
        /^python3 deep\/net\.py \(your command, in a process of its own\), Python 3\.\d+\.\d+.*, numpy \d+\.\d+\.\d+, zeros$/,
      );
    });
  });

  it.each<[Output, number]>([
    [{ kind: 'softmax', classes: 3 }, 3],
    [{ kind: 'sigmoid', threshold: 0.5 }, 1],
    [{ kind: 'sigmoids', outputs: 4, threshold: 0.5 }, 4],
    [{ kind: 'linear', outputs: 2 }, 2],
  ])('is told by layers_of how many outputs it has: %j', async (output, width) => {
    const init = { '__init__(self, model, initial)': '', '__init__(self, model, initial, training)': 'self.outputs = layers_of(model)[-1][1]' };
    const text = program({ ...init, predict: 'return np.zeros((len(X), self.outputs))', weights: 'return []' }, 'from mlp_compare import layers_of');
    await using folder = await folderWith({ 'net.py': text });
    await withBackend('python3 net.py', { cwd: folder.cwd }, async (backend) => {
      const model = { ...MODEL, output };
      const network = await backend.create(model, usualTraining(model), INITIAL);
      expect((await network.predict(X)).cols).toBe(width);
    });
  });

  it('receives every bit, and gives it back', async () => {
    await using folder = await folderWith({ 'net.py': program({ predict: 'return X' }) });
    await withBackend('python3 net.py', { cwd: folder.cwd }, async (backend) => {
      const network = await backend.create(MODEL, usualTraining(MODEL), INITIAL);
      for (const dtype of ['float32', 'float64'] as const) {
        const odd = matrix(
          [
            [0.1, -0, 1e-45],
            [NaN, Infinity, 3.4e38],
          ],
          dtype,
        );
        expect(await network.predict(odd)).toEqual(odd);
      }
      expect(await network.weights()).toEqual(INITIAL);
    });
  });

  it('may print: it does not disturb the protocol', async () => {
    await using folder = await folderWith({ 'net.py': program({ step: "print('loss', 0.5); return 0.5" }) });
    let printed = '';
    await withBackend(
      'python3 net.py',
      {
        cwd: folder.cwd,
        onOutput: (text) => {
          printed += text;
        },
      },
      async (backend) => {
        const network = await backend.create(MODEL, usualTraining(MODEL), INITIAL);
        for (let i = 0; i < 3; i++) expect(await network.step(X, y, 0.1)).toBe(0.5);
      },
    );
    expect(printed).toBe('loss 0.5\n'.repeat(3));
  });

  it('may diverge', async () => {
    await using folder = await folderWith({ 'net.py': program({ step: "return np.float32('-inf') if X[0, 0] else np.nan" }) });
    await withBackend('python3 net.py', { cwd: folder.cwd }, async (backend) => {
      const network = await backend.create(MODEL, usualTraining(MODEL), INITIAL);
      expect(await network.step(X, y, 0.1)).toBeNaN();
      expect(await network.step(matrix([[1, 0]]), y, 0.1)).toBe(-Infinity);
    });
  });

  it('may tell no loss, and have fields that are named as what it need not have', async () => {
    await using folder = await folderWith({ 'net.py': program({ step: 'self.gradients = self.state = [X]' }) });
    await withBackend('python3 net.py', { cwd: folder.cwd }, async (backend) => {
      const network = await backend.create(MODEL, usualTraining(MODEL), INITIAL);
      expect(await network.step(X, y, 0.1)).toBeUndefined();
      expect([network.gradients, network.state]).toEqual([undefined, undefined]);
    });
  });

  it('may have gradients and no step: they are descended', async () => {
    const gradients = 'return None, [(np.ones_like(W), np.full_like(b, len(y))) for W, b in self.kept]';
    await using folder = await folderWith({ 'net.py': program({ step: '', 'loss_and_gradients(self, X, y)': gradients }) });
    await withBackend('python3 net.py', { cwd: folder.cwd }, async (backend) => {
      const network = await backend.create(MODEL, usualTraining(MODEL), INITIAL);
      expect(await network.step(X, y, 0.5)).toBeUndefined();
      const [first] = await network.weights();
      expect([first?.W, first?.b]).toEqual([matrix([Array(4).fill(-0.5), Array(4).fill(-0.5)]), matrix([Array(4).fill(-2.5)])]);
    });
  });

  it('gives its state and takes it', async () => {
    const text = program({
      'state(self)': "return {'steps': 3, 'tensors': {'velocity': self.kept}}",
      'set_state(self, state)': 'self.kept = state["tensors"]["v"]',
    });
    await using folder = await folderWith({ 'net.py': text });
    await withBackend('python3 net.py', { cwd: folder.cwd }, async (backend) => {
      const network = await backend.create(MODEL, usualTraining(MODEL), INITIAL);
      expect(await network.state?.()).toEqual({ steps: 3, tensors: { velocity: INITIAL } });
      const ones = INITIAL.map(({ W, b }) => ({ W, b: { ...b, data: b.data.map(() => 1) } }));
      await network.setState?.({ steps: 0, tensors: { v: ones } });
      expect(await network.weights()).toEqual(ones);
    });
  });

  it('is given values where there are no classes', async () => {
    await using folder = await folderWith({ 'net.py': program({ step: 'return y.sum() + y.shape[1]' }) });
    await withBackend('python3 net.py', { cwd: folder.cwd }, async (backend) => {
      const network = await backend.create(MODEL, usualTraining(MODEL), INITIAL);
      expect(await network.step(X, matrix([[0.5, 0.25]]), 0.1)).toBe(2.75);
    });
  });

  it.each([
    ['a third parameter', '__init__(self, model, initial, how)', "self.name = how['optimiser']['name']", 'sgd'],
    ['one by the name of training', '__init__(self, model, initial, *, dtype=None, training=None)', "self.name = training['optimiser']['name']", 'sgd'],
    ['a third with a default of its own', "__init__(self, model, initial, dtype='its own')", 'self.name = dtype', 'its own'],
    ['no third', '__init__(self, model, initial)', "self.name = 'none'", 'none'],
  ])('is told the training where it asks for it: %s', async (_name, signature, body, told) => {
    const text = program({ step: 'print(self.name)', __init__: '' }).replace('class Mlp:', `class Mlp:\n    kept = []\n    def ${signature}:\n        ${body}`);
    await using folder = await folderWith({ 'net.py': text });
    let printed = '';
    await withBackend('python3 net.py', { cwd: folder.cwd, onOutput: (piece) => void (printed += piece) }, async (backend) => {
      await (await backend.create(MODEL, usualTraining(MODEL), INITIAL)).step(X, y, 0.1);
    });
    expect(printed).toBe(`${told}\n`);
  });

  it('may keep nested lists and column biases, alter its batch, and have the optional methods', async () => {
    const text = program({
      weights: 'return [(W.tolist(), b.T.tolist()) for W, b in self.kept]',
      step: 'X += 1; return 0.5',
      'gradients(self)': 'return self.kept',
      'activations(self, X)': 'return [np.zeros((len(X), 4), np.float32)]',
    });
    await using folder = await folderWith({ 'net.py': text });
    await withBackend('python3 net.py', { cwd: folder.cwd }, async (backend) => {
      const network = await backend.create(MODEL, usualTraining(MODEL), INITIAL);
      const batch = matrix([[1, 2]]);
      await network.step(batch, y, 0.1);
      expect(batch).toEqual(matrix([[2, 3]]));
      expect((await network.weights())[0]?.b).toEqual(matrix([[0, 0, 0, 0]], 'float64'));
      expect(await network.gradients?.()).toEqual(INITIAL);
      expect((await network.activations?.(X))?.[0]?.cols).toBe(4);
    });
  });
});

describe.runIf(found)(`a reader's mistake in Python${why}`, () => {
  it.each<[string, string, RegExp | string]>([
    [
      'a method missing',
      program({ weights: '', predict: '' }),
      'python3 net.py: making the network raised TypeError: the network (Mlp) has no method predict, weights.',
    ],
    [
      'an error in a step',
      program({ step: 'return X @ np.zeros((3, 3))' }),
      /^net\.py:\d+: step\(\) raised ValueError: matmul: Input operand 1 has a mismatch/,
    ],
    [
      'an error while a network is made',
      program({ __init__: 'self.W = initial[2]' }),
      /^net\.py:\d+: making the network raised IndexError: list index out of range\.$/,
    ],
    [
      'an error in set_weights',
      program({ set_weights: 'self.nope' }),
      /^net\.py:\d+: set_weights\(\) raised AttributeError: 'Mlp' object has no attribute 'nope'\.$/,
    ],
    [
      'gradients that are not returned',
      program({ step: '', 'loss_and_gradients(self, X, y)': 'pass' }),
      'python3 net.py: loss_and_gradients() raised TypeError: loss_and_gradients() must return (loss, gradients), it returned NoneType; is a return missing?',
    ],
    [
      'a state without its steps',
      program({ 'state(self)': 'return {}', 'set_state(self, state)': 'pass' }),
      /^python3 net\.py: state\(\) raised KeyError: 'steps'\.$/,
    ],
    [
      'a state that cannot be set',
      program({ 'state(self)': "return {'steps': 0}" }),
      "python3 net.py: the network has a method 'state' and no 'setState'; one goes with the other.",
    ],
    [
      'no logits',
      program({ predict: 'pass' }),
      'python3 net.py: predict() raised TypeError: the logits must be a matrix of numbers, it is object of shape ().',
    ],
    [
      'logits the wrong way round',
      program({ predict: 'return np.zeros((3, len(X)))' }),
      /^python3 net\.py: predict\(\) must give the logits, \(5, 3\) for 5 rows; it gave \(3, 5\)\./,
    ],
    [
      'W the wrong way round',
      program({ weights: 'return [(W.T, b) for W, b in self.kept]' }),
      'python3 net.py: weights(): W1 must be (2, 4), got (4, 2) with 8 numbers. Is it kept as (out, in)?',
    ],
    [
      'a package that is not installed',
      program({}, 'import no_such_package'),
      "python3 net.py: the process ended with exit code 1 during hello(): net.py:1: ModuleNotFoundError: No module named 'no_such_package'. Install it: python3 -m pip install no_such_package",
    ],
    [
      'a syntax error',
      'def step(:\n  pass',
      /^python3 net\.py: the process ended with exit code 1 during hello\(\): net\.py:1: SyntaxError: invalid syntax\.$/,
    ],
    [
      'serve() forgotten',
      'from mlp_compare import serve',
      'python3 net.py: the process ended with exit code 0 during hello(). Does it speak the protocol? In Python, end it with serve(…).',
    ],
    ['an exit in a step', program({ step: 'exit(3)' }), 'python3 net.py: the process ended with exit code 3 during step().'],
    ['a question to the terminal', program({ step: "return float(input('loss? '))" }), /^net\.py:\d+: step\(\) raised EOFError: EOF when reading a line\.$/],
    [
      'a print before mlp_compare is imported',
      program({}, "print('Loading', flush=True)"),
      /^python3 net\.py: it wrote 'Loading' to standard output, which belongs to the protocol\./,
    ],
  ])('%s', async (_name, text, message) => {
    const came = await messageOf(text);
    if (typeof message === 'string') expect(came).toBe(message);
    else expect(came).toMatch(message);
  });

  it('a file that is not there', async () => {
    expect(await faultOf(() => pluginBackend('python3 no-such-file.py'))).toMatch(
      /^python3 no-such-file\.py: the process ended with exit code 2 during hello\(\): .*can't open file .*No such file/,
    );
  });

  it('a loop without end', async () => {
    expect(await messageOf(program({ step: 'while True: pass' }), 3)).toMatch(/^python3 net\.py: step\(\) has not answered within 3 s, and was ended\./);
  });

  it('ends, even in a loop without end, when the program that asked is killed', async () => {
    await using folder = await folderWith({ 'net.py': program({ step: 'while True: pass' }, 'import os').replace("'zeros'", 'str(os.getpid())') });
    const script = `
      import { pluginBackend } from ${JSON.stringify(join(process.cwd(), 'compare/networks/plugin-backend.ts'))};
      const backend = await pluginBackend('python3 net.py', { cwd: ${JSON.stringify(folder.cwd)} });
      console.log(backend.description);
      const M = (rows, cols) => ({ rows, cols, data: new Float32Array(rows * cols) });
      const initial = [{ W: M(2, 4), b: M(1, 4) }, { W: M(4, 3), b: M(1, 3) }];
      const network = await backend.create(${JSON.stringify(MODEL)}, ${JSON.stringify(usualTraining(MODEL))}, initial);
      setTimeout(() => process.kill(process.pid, 'SIGKILL'), 300);
      await network.step(M(5, 2), new Uint32Array(5), 0.1);`;
    const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    let description = '';
    child.stdout.on('data', (text: Buffer) => {
      description += text.toString();
    });
    await new Promise((resolve) => child.once('exit', resolve));
    const pid = Number(/\d+$/.exec(description.trim())?.[0]);
    let alive = true;
    for (let tries = 0; alive && tries < 60; tries++) {
      await sleep(100);
      try {
        process.kill(pid, 0);
      } catch {
        alive = false;
      }
    }
    expect(pid).toBeGreaterThan(1);
    expect(alive).toBe(false);
  });
});
