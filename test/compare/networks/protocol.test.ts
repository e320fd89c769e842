import { describe, expect, it } from 'vitest';
import { usualTraining } from '../../../src/model/training-spec.ts';
import { matrix } from '../../../src/numbers/matrix.ts';
import { withMomentum } from '../../with-momentum.ts';
import { faultOf, folderWith, INITIAL, MODEL, speaker, withBackend, X, y } from './fixtures.ts';

/** A program that also tells, on standard error, what it was asked: method and the names of the parameters. */
const telling = (replaced: Readonly<Record<string, string>> = {}) =>
  speaker(
    replaced,
    "require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => { const { id, network, method, ...rest } = JSON.parse(line); console.error([method, ...Object.keys(rest)].join(' ')); });",
  );

/** What the program was asked while `use` ran. */
async function asked(program: string, use: (create: (training?: ReturnType<typeof usualTraining>) => ReturnType<typeof createIn>) => Promise<unknown>) {
  await using folder = await folderWith({ 'net.cjs': program });
  let told = '';
  await withBackend('node net.cjs', { cwd: folder.cwd, onOutput: (text) => void (told += text) }, async (backend) => {
    await use((training = usualTraining(MODEL)) => createIn(backend, training));
  });
  return told.trim().split('\n');
}

type Backend = Parameters<Parameters<typeof withBackend>[2]>[0];
const createIn = (backend: Backend, training: ReturnType<typeof usualTraining>) => backend.create(MODEL, training, INITIAL);

describe('protocol 2', () => {
  it('tells the training, and values where there are no classes', async () => {
    const questions = await asked(telling(), async (create) => {
      const network = await create();
      await network.step(X, y, 0.1);
      await network.step(X, matrix([[1, 2, 3]]), 0.1);
    });
    expect(questions).toEqual(['hello protocol', 'create model training initial', 'step X y learningRate', 'step X target learningRate']);
  });

  it.each(['null', '{}', '{ loss: null }'])('takes %s for a step that tells no loss', async (step) => {
    await asked(speaker({ step }), async (create) => expect(await (await create()).step(X, y, 0.1)).toBeUndefined());
  });

  it('asks a network with lossAndGradients for no step', async () => {
    const program = telling({ create: "{ methods: ['lossAndGradients'] }", lossAndGradients: '{ loss: 0.25, gradients: answers.weights() }' });
    const questions = await asked(program, async (create) => expect(await (await create()).step(X, y, 0.1)).toBe(0.25));
    expect(questions.slice(2)).toEqual(['lossAndGradients X y', 'weights', 'setWeights weights']);
  });

  it('hands a state there and back', async () => {
    const program = speaker({ create: "{ methods: ['state', 'setState'] }", state: 'kept', setState: 'void (kept = q.state)' }).replace(
      'const answers',
      'let kept; const answers',
    );
    await asked(program, async (create) => {
      const network = await create();
      const state = { steps: 7, tensors: { velocity: INITIAL } };
      await network.setState?.(state);
      expect(await network.state?.()).toEqual(state);
    });
  });
});

describe('a program of protocol 1', () => {
  const angry = "q.protocol === 1 ? { protocol: 1 } : (() => { throw new Error('protocol 1 only'); })()";
  it.each([
    ['answers with it', '{ protocol: 1 }', []],
    ['knows of none', "{ description: 'a program' }", []],
    ['knows no other', angry, ['hello protocol']],
  ])('%s, and is spoken to as it always was', async (_name, hello, again) => {
    const questions = await asked(
      telling({ hello, create: "{ methods: ['state', 'gradients', 'lossAndGradients'] }", gradients: 'answers.weights()' }),
      async (create) => {
        const network = await create();
        expect(await network.step(X, y, 0.1)).toBe(0.5);
        expect(await network.gradients?.()).toEqual(INITIAL);
        expect(network.state).toBeUndefined();
      },
    );
    expect(questions).toEqual(['hello protocol', ...again, 'create model initial', 'step X y learningRate', 'gradients']);
  });

  const hello = { hello: '{ protocol: 1 }' };
  it('cannot be given values', async () => {
    await asked(speaker(hello), async (create) => {
      const network = await create();
      expect(await faultOf(async () => network.step(X, matrix([[1]]), 0.1))).toBe(
        'node net.cjs: it speaks protocol 1, which has no word for targets that are not classes. Let it answer hello with "protocol":2.',
      );
    });
  });

  it('cannot be told of another training', () =>
    withMomentum(usualTraining(MODEL), (training) =>
      asked(speaker(hello), async (create) => {
        expect(await faultOf(() => create(training))).toBe(
          'node net.cjs: it speaks protocol 1, which has no word for another training than SGD on cross-entropy. Let it answer hello with "protocol":2.',
        );
      }),
    ));
});

it('a program of a protocol that nobody knows is told so', async () => {
  expect(await faultOf(() => asked(speaker({ hello: '{ protocol: 3 }' }), async () => {}))).toBe(
    'node net.cjs: hello() must answer with protocol 2 or 1; it is the number 3.',
  );
});
