import { AssertionError } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { assertTrainsLikeTheReference } from '../../compare/index.ts';
import type { NetworkMaker } from '../../compare/networks/define-network.ts';
import { toTrainLikeTheReference } from '../../compare/to-train-like-the-reference.ts';
import { PlainNetwork } from '../../scratch/plain.ts';
import { textbook } from '../../scratch/textbook.ts';
import { scale } from '../../src/numbers/algebra.ts';

const right: NetworkMaker = (model, initial, training) => new PlainNetwork({ model, training }, initial);
const meanTwice: NetworkMaker = (model, initial, training) =>
  new PlainNetwork({ model, training }, initial, 'float64', { ...textbook, lossGradient: (pass) => scale(textbook.lossGradient(pass), 1 / pass.X.rows) });

it('says nothing of a network that is right, and throws the diagnosis of one that is not', async () => {
  await assertTrainsLikeTheReference(right);
  const thrown = await assertTrainsLikeTheReference(meanTwice).catch((error: unknown) => error);
  expect(thrown).toBeInstanceOf(AssertionError);
  expect((thrown as AssertionError).message).toContain('The mean over the batch is taken twice');
  expect((thrown as AssertionError).stack).not.toContain('hold-against-the-reference');
});

it('takes a function as the matcher does', async () => {
  expect((await toTrainLikeTheReference(right)).pass).toBe(true);
  expect((await toTrainLikeTheReference(meanTwice)).pass).toBe(false);
});

it('fails a test of node:test with the diagnosis', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mlp-compare-node-test-'));
  const at = (path: string) => JSON.stringify(pathToFileURL(path).href);
  const suite = join(folder, 'network.test.mjs');
  writeFileSync(
    suite,
    `import { test } from 'node:test';
import { assertTrainsLikeTheReference } from ${at('compare/index.ts')};
import { PlainNetwork } from ${at('scratch/plain.ts')};
import { textbook } from ${at('scratch/textbook.ts')};
const network = (formulas) => (model, initial, training) => new PlainNetwork({ model, training }, initial, 'float64', { ...textbook, ...formulas });
test('right', () => assertTrainsLikeTheReference(network({})));
test('wrong', () => assertTrainsLikeTheReference(network({ activationGradient: ({ dA }, l) => dA[l] })));
`,
  );
  const { status, stdout } = spawnSync(process.execPath, ['--import', 'tsx', '--test', '--test-reporter', 'tap', suite], {
    encoding: 'utf8',
  });
  rmSync(folder, { recursive: true });
  expect(status, stdout).toBe(1);
  expect(stdout).toMatch(/^ *ok 1 - right$/m);
  expect(stdout).toMatch(/^ *not ok 2 - wrong$/m);
  expect(stdout).toContain('mask is missing going back');
});
