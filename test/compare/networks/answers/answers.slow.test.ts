import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { diagnoseFolder } from '../../../../compare/cli/diagnose/answers.ts';
import { writeQuestions } from '../../../../compare/cli/questions/write.ts';
import { firstQuestions } from '../../../../compare/diagnose/answered.ts';
import { DEFAULT_MODEL } from '../../../../compare/diagnose/diagnose.ts';
import { isRight } from '../../../../compare/diagnose/right.ts';
import { arraysOf, type NamedArrays } from '../../../../compare/networks/answers/arrays.ts';
import { csvOf } from '../../../../compare/networks/answers/csv.ts';
import { jsonOf } from '../../../../compare/networks/answers/json.ts';
import { npzOf } from '../../../../compare/networks/answers/npz.ts';
import { named, type QuestionSet, readQuestions } from '../../../../compare/networks/answers/questions-folder.ts';
import { toText } from '../../../../compare/show/words/diagnosis.ts';
import type { ModelSpec } from '../../../../src/model/model-spec.ts';
import type { Backend } from '../../../../src/model/network.ts';
import { map, scale } from '../../../../src/numbers/algebra.ts';
import type { Dtype } from '../../../../src/numbers/matrix.ts';
import { type Plant, planted } from '../../diagnose/channels/planted.ts';
import { answering, only } from './answering.ts';

let folder = '';
const [q, a] = [() => join(folder, 'q'), () => join(folder, 'a')];

const settings = { batchSize: 64, learningRate: 0.1, seed: 8 };
const first: QuestionSet = { model: DEFAULT_MODEL, ...settings, questions: named(await firstQuestions(DEFAULT_MODEL, settings)) };

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mlp-compare-answers-'));
  writeQuestions(q(), first);
});
afterEach(() => rmSync(folder, { recursive: true }));

const FORMS: Readonly<Record<string, (id: string, arrays: NamedArrays) => [path: string, content: string | Uint8Array][]>> = {
  CSV: (id, arrays) => [...arrays].map(([name, values]) => [join(id, `${name}.csv`), csvOf(values)]),
  '.npz': (id, arrays) => [[`${id}.npz`, npzOf(arrays)]],
  JSON: (id, arrays) => [[`${id}.json`, jsonOf(arrays)]],
};

/** Lets a network answer all that is in q/, in files. */
async function answer(backend: Backend, { form = 'CSV', names = /./, ids = /./ } = {}): Promise<void> {
  const { model, questions } = readQuestions(q());
  for (const { id, question } of questions.filter((one) => ids.test(one.id))) {
    const arrays = only(await answering(backend, model, question), names);
    for (const [path, content] of FORMS[form]!(id, arrays)) {
      mkdirSync(join(a(), id), { recursive: true });
      writeFileSync(join(a(), path), content);
    }
    if (form !== 'CSV') rmSync(join(a(), id), { recursive: true });
  }
}

const diagnosed = () => diagnoseFolder(a(), q());
const right = planted([]);
const meanTwice: Plant = ({ lossGradient }) => ({ lossGradient: (pass) => scale(lossGradient(pass), 1 / pass.X.rows) });
/** In no catalogue, but for the slope. */
const ofTheError: Plant = () => ({ lossGradient: ({ P, Y }) => map(P, (p, i) => ((e) => (e - e * e) / 32)(p - Y.data[i]!)) });
const slopeOfItsOwn: Plant = (formulas) => ({
  activationGradient: (pass, l) => (l < 2 ? map(pass.dA[l]!, (d, i) => (pass.Z[l]!.data[i]! > 0 ? d : 0.3 * d)) : formulas.activationGradient(pass, l)),
});

describe.each(Object.keys(FORMS))('answers as %s', (form) => {
  it('of a right network: no mistake found', async () => {
    await answer(right, { form });
    const { diagnosis } = await diagnosed();
    expect(toText(diagnosis)).toContain('no mistake found');
    expect(isRight(diagnosis)).toBe(true);
  });

  it('of one that takes the mean twice: named', async () => {
    await answer(planted([meanTwice]), { form });
    expect(toText((await diagnosed()).diagnosis)).toContain('The mean over the batch is taken twice');
  });
});

describe('parts of the answers, left out everywhere, are not looked at', () => {
  const PARTS = {
    'gradients alone': { names: /_d[Wb]/, says: 'the logits, the loss and the update' },
    'weights after the steps alone': { names: /_[Wb]/, says: 'the logits and the loss' },
    'all but the loss': { names: /^(?!loss)/, says: 'the loss' },
  };

  it.each(Object.entries(PARTS))('%s', async (_, { names, says }) => {
    await answer(right, { names });
    const { diagnosis } = await diagnosed();
    expect(diagnosis.verdict).toBe('correct');
    expect(diagnosis.notes.join(' ')).toContain(`Not looked at, since it was not answered: ${says}`);
    await answer(planted([meanTwice]), { names });
    expect(toText((await diagnosed()).diagnosis)).toContain('The mean over the batch is taken twice');
  });

  it('logits alone show a forward pass that is wrong, and no more', async () => {
    await answer(
      planted([(formulas) => ({ affine: (A, weights, l) => map(formulas.affine(A, weights, l), (z, i) => z - weights.b.data[i % weights.b.cols]!) })]),
      {
        names: /^logits/,
      },
    );
    const { diagnosis } = await diagnosed();
    expect(toText(diagnosis)).toContain('bias');
    await answer(right, { names: /^logits/ });
    expect((await diagnosed()).diagnosis.verdict).toBe('correct');
  });

  it('a question without an answer is said to have none', async () => {
    await answer(right, { ids: /0[1-7]/ });
    const { diagnosis } = await diagnosed();
    expect(diagnosis.verdict).toBe('unfinished');
    expect(diagnosis.unanswered.map(({ said }) => said)).toEqual([
      `${a()}: there is no answer to question 08 (predict 64 rows; a step of 64 rows at rate 1048576).`,
    ]);
  });
});

describe('every model that a diagnosis takes', () => {
  const relu = (units: number) => ({ units, activation: 'relu' as const });
  const MODELS: readonly { says: string; model: ModelSpec; batchSize?: number; dtype?: Dtype }[] = [
    { says: 'one sigmoid', model: { inputs: 4, hidden: [{ units: 3, activation: 'tanh' }], output: { kind: 'sigmoid', threshold: 0.5 } } },
    { says: 'no hidden layer', model: { inputs: 3, hidden: [], output: { kind: 'softmax', classes: 4 } } },
    { says: 'batches of one', model: DEFAULT_MODEL, batchSize: 1 },
    { says: 'a wide one', model: { inputs: 50, hidden: [relu(40)], output: { kind: 'softmax', classes: 5 } } },
    { says: 'a network of float32', model: DEFAULT_MODEL, dtype: 'float32' },
  ];

  it.each(MODELS)('$says', async ({ model, batchSize = 64, dtype = 'float64' }) => {
    rmSync(q(), { recursive: true });
    writeQuestions(q(), { model, ...settings, batchSize, questions: named(await firstQuestions(model, { ...settings, batchSize })) });
    await answer(planted([], dtype), { form: '.npz' });
    const { diagnosis } = await diagnosed();
    expect(diagnosis).toMatchObject({ verdict: 'correct', precision: dtype, unanswered: [] });
    expect(diagnosis.notes.join(' ')).not.toContain('claimed');
    await answer(planted([ofTheError], dtype), { form: '.npz' });
    const wrong = await diagnosed();
    expect(isRight(wrong.diagnosis)).toBe(false);
    expect(wrong.more).toMatch(/^More can be said: /);
  });
});

it.each<{ model: ModelSpec; says: string }>([
  { model: { ...DEFAULT_MODEL, outputBias: false }, says: 'put of plain layers with biases; this is 5 → 6 relu → 6 relu → 3' },
  { model: { ...DEFAULT_MODEL, hidden: [{ units: 4, activation: 'relu', normalise: 'batch' }] }, says: 'this is 5 → 4 batch norm relu → 3 (softmax)' },
])('questions of no other model are put: $says', async ({ model, says }) => {
  await expect(firstQuestions(model, settings)).rejects.toThrow(says);
});

describe('where the catalogue names nothing', () => {
  it('further questions are written, which tell what is computed', { timeout: 120_000 }, async () => {
    const network = planted([ofTheError, slopeOfItsOwn]);
    await answer(network, { form: '.npz' });
    const asked = [first.questions.length];
    for (let { more, diagnosis } = await diagnosed(); more; { more, diagnosis } = await diagnosed()) {
      expect(more).toMatch(/^More can be said: \d+ further questions? (is|are) in /);
      expect(isRight(diagnosis)).toBe(false);
      asked.push(readQuestions(q()).questions.length);
      await answer(network, { form: '.npz' });
    }
    const { diagnosis } = await diagnosed();
    const found = diagnosis.verdict === 'computed' ? diagnosis.channels.findings.map(({ computed }) => computed) : [];
    expect(found).toContain('f′ of layer [l] = 1 where z[l] > 0, 3/10 elsewhere, in layers 1 and 2');
    expect(found[0]).toContain('(e − e²), where e = p − y');
    expect(asked.length).toBeLessThanOrEqual(3); // rounds: the walk of a stand-in asks ahead nearly all that will be
    const written = ({ questions }: QuestionSet) => questions.slice(0, asked[0]).map(({ id, question }) => [id, jsonOf(arraysOf(question))]);
    expect(written(readQuestions(q()))).toEqual(written(first)); // those of the first round are as they were
  });
});

describe('an answer that cannot be used is one line, with file and place', () => {
  const BAD: readonly { fault: string; file: string; content?: string; says: string }[] = [
    { fault: 'a word', file: '02/logits.csv', content: '1.25,abc,3\n', says: "a/02/logits.csv:1:2: 'abc' is not a number; a line of names" },
    { fault: 'a header of R', file: '02/loss.csv', content: '"V1"\n0.5\n', says: `a/02/loss.csv:1:1: '"V1"' is not a number; a line of names` },
    { fault: 'another shape', file: '03/logits.csv', content: '0.123456789\n0.2\n0.3\n0.4\n', says: 'a/03/logits.csv: expected (1, 3), got (4, 1).' },
    {
      fault: 'the other layout',
      file: '01/step1_W3.csv',
      content: `${'0.123456789,1,2,3,4,5\n'.repeat(3)}`,
      says: 'a/01/step1_W3.csv: expected (6, 3), got (3, 6). Is it transposed?',
    },
    { fault: 'a wrong count', file: '05/loss.csv', content: '1\n2\n3\n', says: 'a/05/loss.csv: expected (4, 1), got (3, 1).' },
    { fault: 'a line too short', file: '05/logits.csv', content: '1,2,3\n1,2\n', says: 'a/05/logits.csv:2: expected 3 numbers, as in the first line, got 2.' },
    { fault: 'nothing in it', file: '05/logits.csv', content: '', says: 'a/05/logits.csv: expected (64, 3), got (0, 0). Is the file empty?' },
    { fault: 'no such file', file: '04/step1_b2.csv', says: "a/04: 'step1_b2' is missing (predict 9 rows; a step of 9 rows at rate 1048576)" },
    { fault: 'a name of its own', file: '04/logit.csv', content: '1\n', says: "a/04/logit.csv: nothing of that name is asked for; did you mean 'logits'?" },
    {
      fault: 'too few digits',
      file: '01/step1_W1.csv',
      content: '0.12345,1,2,3,4,5\n'.repeat(5),
      says: 'a/01/step1_W1.csv: its numbers have at most 5 digits',
    },
    { fault: 'an answer to no question', file: '31.json', content: '{}', says: 'a/31.json: there is no such question; 8 questions were put.' },
    { fault: 'an archive that is none', file: '31.npz', content: 'PK', says: 'a/31.npz: there is no such question' },
  ];

  it.each(BAD)('$fault', async ({ file, content, says }) => {
    await answer(right);
    if (content === undefined) rmSync(join(a(), file));
    else writeFileSync(join(a(), file), content);
    const said = await diagnosed().then(
      () => 'a diagnosis',
      (error: Error) => error.message,
    );
    expect(said.replace(folder, '').slice(1)).toContain(says);
    expect(said).not.toContain('\n');
  });

  it.each([
    { fault: 'no archive', file: '01.npz', content: 'PK', says: 'a/01.npz: this is no .npz' },
    { fault: 'no JSON', file: '01.json', content: '{"logits": [[1, 2,', says: 'a/01.json: this is no JSON' },
    { fault: 'a list with a word', file: '01.json', content: '{"logits": [[1, "x"]]}', says: 'a/01.json: logits[0][1]: expected a number, got "x".' },
  ])('$fault', async ({ file, content, says }) => {
    mkdirSync(a());
    writeFileSync(join(a(), file), content);
    await expect(diagnosed()).rejects.toThrow(says);
  });

  it('no folder, no answers in it, no questions', async () => {
    await expect(diagnosed()).rejects.toThrow('there is no such folder');
    mkdirSync(a());
    await expect(diagnosed()).rejects.toThrow('there are no answers; those to question 01 are expected as 01/logits.csv');
    await expect(diagnoseFolder(a(), a())).rejects.toThrow('there are no questions (no questions.json). npm run compare -- questions --out');
  });
});

it('a number that is none, as each language writes it, is an answer like another: a softmax that overflows is named by it', async () => {
  const notShifted: Plant = () => ({
    outputs: (Z) => {
      const E = map(Z, (z) => Math.exp(z));
      return map(E, (e, i) => e / [0, 1, 2].reduce((sum, k) => sum + E.data[i - (i % 3) + k]!, 0));
    },
  });
  await answer(planted([notShifted]));
  expect(toText((await diagnosed()).diagnosis)).toMatch(/[Ss]oftmax/);
});
