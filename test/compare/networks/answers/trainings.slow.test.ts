import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { diagnoseFolder } from '../../../../compare/cli/diagnose/answers.ts';
import { writeQuestions } from '../../../../compare/cli/questions/write.ts';
import { firstQuestions } from '../../../../compare/diagnose/answered.ts';
import { probed, trainingSaid } from '../../../../compare/diagnose/probed.ts';
import { isRight } from '../../../../compare/diagnose/right.ts';
import { npzOf } from '../../../../compare/networks/answers/npz.ts';
import { named, readQuestions } from '../../../../compare/networks/answers/questions-folder.ts';
import { toText } from '../../../../compare/show/words/diagnosis.ts';
import type { Backend } from '../../../../src/model/network.ts';
import { map } from '../../../../src/numbers/algebra.ts';
import { type Plant, planted } from '../../diagnose/channels/planted.ts';
import { answering, only } from './answering.ts';

let folder = '';
const [q, a] = [() => join(folder, 'q'), () => join(folder, 'a')];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mlp-compare-trainings-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Puts the first questions that the options of `questions` ask for. */
async function ask(options: Readonly<Record<string, string>>): Promise<number> {
  const { spec, model } = probed({ inputs: '5', classes: '3', hidden: '6,6', ...options });
  const [training, settings] = [trainingSaid(spec, model), { batchSize: 64, learningRate: 0.1, seed: 8 }];
  const questions = named(await firstQuestions(model, { training, ...settings }));
  writeQuestions(q(), { model, training, ...settings, questions });
  return questions.length;
}

async function answer(backend: Backend, names = /./): Promise<void> {
  const { model, training, questions } = readQuestions(q());
  mkdirSync(a(), { recursive: true });
  for (const { id, question } of questions) writeFileSync(join(a(), `${id}.npz`), npzOf(only(await answering(backend, model, question, training), names)));
}

const diagnosed = () => diagnoseFolder(a(), q());

/** Answers until no more is asked. @returns what was said at first, and at last */
async function answeredToTheEnd(
  backend: Backend,
): Promise<readonly [first: Awaited<ReturnType<typeof diagnosed>>, last: Awaited<ReturnType<typeof diagnosed>>]> {
  await answer(backend);
  const first = await diagnosed();
  let last = first;
  for (let round = 0; last.more && round < 4; round++) {
    await answer(backend);
    last = await diagnosed();
  }
  return [first, last];
}

const slopeOfItsOwn: Plant = (formulas) => ({
  activationGradient: (pass, l) => (l < 2 ? map(pass.dA[l]!, (d, i) => (pass.Z[l]!.data[i]! > 0 ? d : 0.3 * d)) : formulas.activationGradient(pass, l)),
});

describe('a training that is declared, answered in files', () => {
  it.each([
    { output: 'linear' },
    { output: 'tanh', loss: 'half-squared-error' },
    { output: 'sigmoids' },
    { output: 'linear', loss: 'hinge' },
    { momentum: '0.9' },
    { optimizer: 'adam' },
    { l2: '0.01' },
    { weightDecay: '0.01' },
  ])('%o: a right network has answered all at once', async (options) => {
    expect(await ask(options)).toBeLessThan(16);
    await answer(planted([]));
    const { diagnosis, more } = await diagnosed();
    expect(toText(diagnosis)).toContain('no mistake found');
    expect(more).toBeUndefined();
  });

  it.each([{ output: 'linear' }, { momentum: '0.9' }])(
    '%o: of a wrong one the first wrong number is said, further questions are put, and then what it computes',
    async (options) => {
      await ask(options);
      const [first, last] = await answeredToTheEnd(planted([slopeOfItsOwn]));
      expect(toText(first.diagnosis)).toContain('First wrong');
      expect(first.more).toMatch(/^More can be said: \d+ further questions are in /);
      expect(isRight(last.diagnosis)).toBe(false);
      expect(last.more).toBeUndefined();
      expect(toText(last.diagnosis).replace(/\s+/g, ' ')).toMatch(/f′ of layer .* (3\/10|0\.3)/);
    },
    120_000,
  );
});

it('a wide network is asked further questions in a narrower one, and README says so', { timeout: 120_000 }, async () => {
  await ask({ inputs: '50', hidden: '40' });
  const ofTheError: Plant = () => ({ lossGradient: ({ P, Y }) => map(P, (p, i) => ((e) => (e - e * e) / 32)(p - Y.data[i]!)) });
  const [first, last] = await answeredToTheEnd(planted([ofTheError]));
  expect(first.more).toMatch(/^More can be said: /);
  expect(readFileSync(join(q(), 'README.md'), 'utf8')).toContain('From question 09 on it is a NARROWER network');
  expect(readQuestions(q()).questions.at(-1)!.question.weights[0]!.W).toMatchObject({ rows: 10, cols: 9 });
  expect(last.diagnosis.verdict).toBe('computed');
  expect(toText(last.diagnosis).replace(/\s+/g, ' ')).toContain('e = p − y');
});

it('without the weights after every step nothing can be said of a declared training', async () => {
  await ask({ momentum: '0.9' });
  await answer(planted([]), /^(logits|loss)/);
  await expect(diagnosed()).rejects.toThrow('the logits and the weights after every step are needed');
});
