import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { pluginBackend } from '../../../compare/networks/plugin-backend.ts';
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
      'no loss',
      program({ step: 'pass' }),
      'python3 net.py: step() raised TypeError: step() must return the mean loss of the batch, it returned None; is a return missing?.'.replace('?.', '?'),
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
