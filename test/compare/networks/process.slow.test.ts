import { describe, expect, it } from 'vitest';
import { pluginBackend } from '../../../compare/networks/plugin-backend.ts';
import { usualTraining } from '../../../src/model/training-spec.ts';
import { matrix } from '../../../src/numbers/matrix.ts';
import { faultOf, folderWith, INITIAL, MODEL, speaker, useEveryMethod, withBackend, X, y, ZEROS } from './fixtures.ts';

async function messageOf(program: string, timeoutSeconds = 20): Promise<string> {
  await using folder = await folderWith({ 'net.cjs': program });
  return await faultOf(() => useEveryMethod('node net.cjs', { cwd: folder.cwd, timeoutSeconds }));
}

describe('a program that speaks the protocol', () => {
  it('is a network like any other', async () => {
    await using folder = await folderWith({ 'net.cjs': speaker() });
    await withBackend('node net.cjs', { cwd: folder.cwd }, async (backend) => {
      expect([backend.name, backend.description]).toEqual(['net', 'node net.cjs (your command, in a process of its own), a program, float32']);
      const network = await backend.create(MODEL, usualTraining(MODEL), INITIAL);
      expect(await network.step(X, y, 0.1)).toBe(0.5);
      expect(await network.weights()).toEqual(INITIAL);
      expect([network.gradients, network.activations]).toEqual([undefined, undefined]);
    });
  });

  it('receives every bit of float32 and float64, and gives it back', async () => {
    await using folder = await folderWith({ 'net.cjs': speaker({ predict: 'q.X', setWeights: 'void (kept = q.weights)', weights: 'kept' }, 'let kept;') });
    await withBackend('node net.cjs', { cwd: folder.cwd }, async (backend) => {
      const network = await backend.create({ ...MODEL, inputs: 3 }, usualTraining(MODEL), INITIAL);
      const odd = matrix([
        [0.1, -0, 1e-45],
        [NaN, Infinity, 3.4e38],
        [1, 2, 3],
      ]);
      expect(await network.predict(odd)).toEqual(odd);
      const precise = matrix(
        [
          [0.1, 1 / 3, 5e-324],
          [-0, NaN, 1.7e308],
        ],
        'float64',
      );
      expect(await network.predict(precise)).toEqual(precise);
    });
  });

  it.each(['NaN', 'Infinity', '-Infinity'])('may report a loss of %s', async (loss) => {
    await using folder = await folderWith({ 'net.cjs': speaker({ step: `{ loss: '${loss}' }` }) });
    await withBackend('node net.cjs', { cwd: folder.cwd }, async (backend) => {
      expect(await (await backend.create(MODEL, usualTraining(MODEL), INITIAL)).step(X, y, 0.1)).toBe(Number(loss));
    });
  });

  it('shows a batch that it has altered, and has the optional methods that it names', async () => {
    const program = speaker({
      create: "{ methods: ['gradients', 'activations', 'other'] }",
      step: `{ loss: 1, X: ${ZEROS(1, 2)} }`,
      gradients: 'answers.weights()',
      activations: `[${ZEROS(5, 4)}]`,
    });
    await using folder = await folderWith({ 'net.cjs': program });
    await withBackend('node net.cjs', { cwd: folder.cwd }, async (backend) => {
      const network = await backend.create(MODEL, usualTraining(MODEL), INITIAL);
      const batch = matrix([[1, 2]]);
      await network.step(batch, y, 0.1);
      expect(batch).toEqual(matrix([[0, 0]]));
      expect(await network.gradients?.()).toEqual(INITIAL);
      expect((await network.activations?.(X))?.[0]?.cols).toBe(4);
    });
  });

  it('may say beside a result that there is no error', async () => {
    const program =
      "require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => console.log(JSON.stringify({ id: JSON.parse(line).id, result: { description: 'fine' }, error: null })));";
    await using folder = await folderWith({ 'net.cjs': program });
    await withBackend('node net.cjs', { cwd: folder.cwd }, async ({ description }) => expect(description).toMatch(/^node net\.cjs.*, fine$/));
  });

  it('may write to standard error as it likes', async () => {
    await using folder = await folderWith({ 'net.cjs': speaker({}, "console.error('hello');") });
    let printed = '';
    await withBackend(
      'node net.cjs',
      {
        cwd: folder.cwd,
        onOutput: (text) => {
          printed += text;
        },
      },
      async () => {},
    );
    expect(printed).toBe('hello\n');
  });
});

describe("a reader's mistake in a program", () => {
  it.each<[string, string, RegExp | string]>([
    [
      'print',
      speaker({ step: "process.stdout.write('step 1, loss 0.5\\n') && { loss: 0.5 }" }),
      "node net.cjs: it wrote 'step 1, loss 0.5' to standard output, which belongs to the protocol. Print to standard error instead; in Python, import mlp_compare before anything prints, and print() goes there by itself.",
    ],
    [
      'JSON that nobody asked for',
      speaker({ step: 'process.stdout.write(\'{"epoch":1}\\n\') && { loss: 0.5 }' }),
      /it wrote '\{"epoch":1\}' to standard output/,
    ],
    [
      'bytes that are no text',
      'process.stdout.write(Buffer.from([0xff, 0x1b, 0x5b, 0x32, 0x4a, 0x0a])); setInterval(() => {}, 1000);',
      /it wrote '.*\\u\{1b\}\[2J' to standard output/,
    ],
    ['an error that it reports', speaker({ step: 'q.nothing.at' }), /^node net\.cjs: TypeError: Cannot read properties of undefined \(reading 'at'\)\.$/],
    [
      'an error in other words',
      speaker({ step: "process.stdout.write(JSON.stringify({ id: q.id, error: { message: { toString: 1 } } }) + '\\n') && new Promise(() => {})" }),
      'node net.cjs: it reported an error without a message.',
    ],
    [
      'a batch altered in its size',
      speaker({ step: `{ loss: 1, X: ${ZEROS(4, 2)} }` }),
      "node net.cjs: step(): ShapeError: the altered batch 'X' must be a matrix (5, 2), as it was given; it is an object with 'rows', 'cols', 'data'.",
    ],
    [
      'a batch altered into no matrix',
      speaker({ step: '{ loss: 1, X: {} }' }),
      "node net.cjs: step(): ShapeError: the altered batch 'X' must be a matrix (5, 2), as it was given; it is an object without properties.",
    ],
    [
      'a loss that is none',
      speaker({ step: "{ loss: 'low' }" }),
      "node net.cjs: step() must return the mean loss of the batch before the update, a number, or nothing; it returned the text 'low'.",
    ],
    [
      'a wrong shape',
      speaker({ predict: ZEROS(3, 5) }),
      'node net.cjs: predict() must give the logits, (5, 3) for 5 rows; it gave (3, 5). Samples are rows: transposed(Z) turns them.',
    ],
    [
      'too few bytes',
      speaker({ predict: "{ rows: 5, cols: 3, dtype: 'float64', data: 'AAAA' }" }),
      'node net.cjs: it answered predict() wrongly: a float64 matrix of 5 rows and 3 columns came with 3 bytes.',
    ],
    [
      'an unknown float type',
      speaker({ predict: "{ rows: 5, cols: 3, dtype: 'float16', data: 'AAAA' }" }),
      'node net.cjs: it answered predict() wrongly: a matrix is float32 or float64, not float16.',
    ],
    ['an end while it starts', 'process.exit(4);', 'node net.cjs: the process ended with exit code 4 during hello().'],
    [
      'an end in a step',
      speaker({ step: "(console.error('no more\\n\\nreally'), process.exit(0))" }),
      'node net.cjs: the process ended with exit code 0 during step(): no more / really.',
    ],
    [
      'an end by a signal',
      speaker({ step: "process.kill(process.pid, 'SIGSEGV'), new Promise(() => {})" }),
      /^node net\.cjs: the process was ended by SIGSEGV during step\(\)/,
    ],
    [
      'a killer from outside',
      speaker({ step: "process.kill(process.pid, 'SIGKILL')" }),
      /^node net\.cjs: the process was ended by SIGKILL \(did the machine run out of memory\?\) during step\(\)\.$/,
    ],
    [
      'a closed standard output',
      "require('fs').closeSync(1); setTimeout(() => {}, 500);",
      /^node net\.cjs: the process ended with exit code 0 during hello\(\)\. Does it speak/,
    ],
  ])('%s', async (_name, program, message) => {
    const came = await messageOf(program);
    if (typeof message === 'string') expect(came).toBe(message);
    else expect(came).toMatch(message);
  });

  it.each([
    ['one that never answers', 'setInterval(() => {}, 1000);', 'hello'],
    ['a loop without end', speaker({ predict: '(() => { for (;;); })()' }), 'predict'],
  ])('%s is ended', async (_name, program, method) => {
    expect(await messageOf(program, 1.5)).toMatch(new RegExp(`^node net\\.cjs: ${method}\\(\\) has not answered within 1\\.5 s, and was ended\\.`));
  });

  it('a program that is not there', async () => {
    expect(await faultOf(() => pluginBackend('pythn3 net.py'))).toBe("'pythn3' cannot be started: there is no such program on the PATH.");
    expect(await faultOf(() => pluginBackend('python3.999 net.py'))).toMatch(/on the PATH\. Is Python installed/);
  });

  it('a file that is not executable', async () => {
    await using folder = await folderWith({ 'net.rb': 'puts 1' });
    expect(await faultOf(() => pluginBackend('./net.rb', { cwd: folder.cwd }))).toBe(
      "'./net.rb' cannot be started: it is not executable. Give the command that runs it.",
    );
  });

  it('endless output without a line end is stopped', async () => {
    const flood = "const chunk = 'x'.repeat(1 << 20); (function more() { process.stdout.write(chunk, more); })();";
    expect(await messageOf(flood, 60)).toBe('node net.cjs: it wrote a line of more than 256 MB to standard output.');
  }, 60_000);
});
