import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Channel } from '../../../compare/networks/channel.ts';
import { guard } from '../../../compare/networks/guard.ts';
import { lineCutter } from '../../../compare/networks/lines.ts';
import { pluginBackend } from '../../../compare/networks/plugin-backend.ts';
import { createRemote } from '../../../compare/networks/remote-network.ts';
import { takeLine } from '../../../compare/networks/take-line.ts';
import { encodeLine } from '../../../compare/networks/wire.ts';
import { Fault } from '../../../src/fault.ts';
import type { Network } from '../../../src/model/network.ts';
import { taskOf } from '../../../src/model/training-spec.ts';
import { zeros } from '../../../src/numbers/matrix.ts';
import { holds } from '../../holds.ts';
import { callEveryMethod, folderWith, INITIAL, MODEL } from './fixtures.ts';

const RIGHT: Readonly<Record<string, unknown>> = {
  hello: { description: 'a program' },
  create: { methods: ['gradients', 'activations', 'state', 'setState'] },
  step: { loss: 0.5, X: zeros(5, 2) },
  predict: zeros(5, 3),
  weights: INITIAL,
  setWeights: null,
  gradients: INITIAL,
  activations: [zeros(5, 4)],
  state: { steps: 1, tensors: { velocity: INITIAL } },
  setState: null,
  lossAndGradients: { loss: 0.5, gradients: INITIAL },
  dispose: null,
};

const wireMatrix = fc.record(
  {
    rows: fc.oneof(fc.constantFrom<unknown>(5, 3, 2, 0, -1, 1e9, '5', null, [5], { toString: 1 }), fc.jsonValue()),
    cols: fc.constantFrom<unknown>(3, 2, 4, 5, 1e9, '3', null, { valueOf: 1 }),
    dtype: fc.constantFrom<unknown>('float32', 'float64', 'float16', null, { toString: 1 }),
    data: fc.constantFrom<unknown>('', 'AAAA', 'A'.repeat(80), Buffer.alloc(60).toString('base64'), Buffer.alloc(40).toString('base64'), '!!', 7, [0, 0]),
  },
  { requiredKeys: ['data'] },
);

const json = fc.oneof(
  fc.constant({ methods: ['lossAndGradients'] }),
  fc.record({ steps: fc.jsonValue(), tensors: fc.jsonValue() }),
  wireMatrix,
  fc.jsonValue(),
  fc.record({ loss: fc.oneof(fc.constantFrom<unknown>('NaN', 'Infinity', 'x', null), fc.double()), X: wireMatrix }, { requiredKeys: [] }),
  fc.array(fc.record({ W: wireMatrix, b: wireMatrix }), { maxLength: 3 }),
);
const report = fc.record(
  {
    message: fc.oneof(fc.string({ unit: 'binary' }), fc.jsonValue(), fc.constant({ toString: 1 })),
    file: fc.oneof(fc.string(), fc.jsonValue()),
    line: fc.oneof(fc.nat(), fc.string()),
  },
  { requiredKeys: [] },
);

/** What a program writes when it is asked: most of it an answer, right or wrong, to the question. */
const reply = fc.oneof(
  { weight: 8, arbitrary: fc.constant((id: number, method: string) => encodeLine({ id, result: RIGHT[method] })) },
  { weight: 4, arbitrary: json.map((result) => (id: number) => `${JSON.stringify({ id, result })}\n`) },
  { weight: 2, arbitrary: fc.oneof(report, fc.jsonValue()).map((error) => (id: number) => `${JSON.stringify({ id, error })}\n`) },
  { weight: 1, arbitrary: fc.jsonValue().map((id) => () => `${JSON.stringify({ id, result: 1 })}\n`) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('\n', '[]\n', 'null\n', '{"id":2', `${'['.repeat(1e5)}\n`, '{"id":1,"id":2}\n', '\u001b[2J\n', '').map((text) => () => text),
  },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 60 }).map((bytes) => () => Buffer.from(bytes).toString('latin1')) },
);

/** The Fault in one line that `run` may end in. */
async function orFault(run: () => Promise<unknown>): Promise<void> {
  try {
    await run();
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    expect(error.message).toMatch(/^[^\p{Cc}]{1,2000}$/u);
  }
}

/** A program at the other end of the wire that writes these replies, one after the other and then again from the first. */
function programSaying(replies: readonly ((id: number, method: string) => string)[]): Channel {
  let asked = 0;
  const end = (reason: string) => channel.end(new Fault(`net: ${reason}`));
  const take = lineCutter(
    2 ** 20,
    (line) => takeLine(line, channel, { shown: 'net', cwd: '/' }, end),
    () => end('too long'),
  );
  const send = ({ id, method }: { id: number; method: string }) =>
    void setImmediate(() => take(Buffer.from(replies[asked++ % replies.length]!(id, method), 'latin1')));
  const channel: Channel = new Channel({ send, kill: () => {} }, { shown: 'net', timeoutSeconds: 0.02 });
  return channel;
}

describe('a program at the other end of the wire', () => {
  it('whatever it writes, every question ends in a result or in a Fault', async () => {
    const ends = { created: 0, none: 0 };
    await holds(
      fc.asyncProperty(fc.array(reply, { minLength: 1, maxLength: 5 }), async (replies) => {
        const channel = programSaying(replies);
        const author = { file: 'net', blame: (error: unknown, method: string) => new Fault(`net: ${method}(): ${String(error)}`) };
        let network: Network | undefined;
        await orFault(
          async () =>
            void (network = guard(
              await createRemote((method, parameters) => channel.ask(method, parameters), 1, taskOf(MODEL), INITIAL),
              taskOf(MODEL),
              author,
            )),
        );
        ends[network ? 'created' : 'none']++;
        if (network) for (let again = 0; again < 2; again++) await orFault(() => callEveryMethod(network!));
        channel.end(new Fault('over'));
      }),
      150,
      2,
    );
    expect(Math.min(ends.created, ends.none)).toBeGreaterThan(0);
  });

  it('whatever bytes a real process writes before it ends, there is a Fault', async () => {
    await holds(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), fc.constantFrom(0, 3), async (bytes, code) => {
        const program = `process.stdout.write(Buffer.from('${Buffer.from(bytes).toString('base64')}', 'base64'), () => process.exit(${code}));`;
        await using folder = await folderWith({ 'net.cjs': program });
        await orFault(async () => {
          const backend = await pluginBackend('node net.cjs', { cwd: folder.cwd, timeoutSeconds: 20 });
          await backend.close();
          throw new Error('It was taken for a network.');
        });
      }),
      3,
      100,
    );
  });
});
