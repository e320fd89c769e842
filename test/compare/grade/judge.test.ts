import { describe, expect, it } from 'vitest';
import { CODES } from '../../../compare/diagnose/catalogue/codes.ts';
import type { Diagnosis } from '../../../compare/diagnose/diagnosis.ts';
import { chargesOf } from '../../../compare/grade/charges.ts';
import { summaryOf } from '../../../compare/grade/class.ts';
import { itemOfMistake } from '../../../compare/grade/items.ts';
import { type Facts, judged, scoreOf } from '../../../compare/grade/judge.ts';
import type { Charged, Outcome } from '../../../compare/grade/outcome.ts';
import { DEFAULT_RUBRIC } from '../../../compare/grade/rubric.ts';

const named = { verdict: 'mistake' } as unknown as Diagnosis;
const reached = { state: 'reached', says: '' } as const;
const missed = { state: 'missed', says: 'too few' } as const;
const charged = (item: Charged['item'], more: Partial<Charged> = {}): Charged => ({ item, place: 'there', name: 'a mistake', ...more });

function points(facts: Partial<Facts>): { readonly [item: string]: number | null } & { readonly score: number } {
  const results = judged({ depth: 3, diagnosis: named, trained: reached, wrong: [], ...facts }, DEFAULT_RUBRIC);
  return { ...Object.fromEntries(results.map(({ item, share }) => [item, share])), ...scoreOf(results, DEFAULT_RUBRIC) } as never;
}

describe('points', () => {
  it('are all there where nothing is wrong', () => {
    expect(points({}).score).toBe(100);
  });

  it('are lost at the one item that is wrong: a wrong loss does not cost the right gradients', () => {
    expect(points({ wrong: [charged('loss')] })).toMatchObject({ loss: 0, weights: 1, biases: 1, score: 90 });
  });

  it('are lost by layer where a mistake is made in some alone', () => {
    expect(points({ wrong: [charged('weights', { layers: [2] })] })['weights']).toBeCloseTo(2 / 3);
    expect(points({ wrong: [charged('weights', { layers: [2] }), charged('weights', { layers: [2, 3] })] })['weights']).toBeCloseTo(1 / 3);
    expect(points({ wrong: [charged('weights')] })['weights']).toBe(0);
  });

  it('are not lost again by a training that fails because of it: that does not count', () => {
    const both = points({ wrong: [charged('batch')], trained: missed });
    expect(both).toMatchObject({ batch: 0, trains: null });
    expect(both.score).toBeCloseTo((100 * 85) / 95, 1);
    expect(points({ trained: missed })).toMatchObject({ trains: 0, score: 95 });
  });

  it('are not lost by what the rubric accepts', () => {
    expect(points({ wrong: [charged('update', { accepted: 'the rubric accepts it' })] }).score).toBe(100);
  });

  it('are not given for what was never asked: one that ended has what was seen to be right, and no more', () => {
    const channels = { channels: [{ channel: 'forward', state: 'right' }], findings: [] } as unknown as NonNullable<Facts['channels']>;
    const unfinished = { verdict: 'unfinished' } as unknown as Diagnosis;
    expect(points({ diagnosis: unfinished, channels, trained: undefined, ended: 'timed out' })).toMatchObject({ forward: 1, loss: 0, trains: 0, score: 15 });
    expect(points({ diagnosis: undefined, trained: undefined, ended: 'crashed' }).score).toBe(0);
  });
});

describe('what is charged', () => {
  const mistake = { id: 'momentum', name: 'Momentum', stage: 'update', right: '', mend: '', effect: '', tensor: 'update' };
  const diagnosis = (harmless?: readonly string[]) => ({ verdict: 'mistake', mistakes: [mistake], ...(harmless && { harmless }) }) as unknown as Diagnosis;

  it('is accepted by code, by name, or because it is right in itself', () => {
    const as = (accept: string[], undeclared: 'accept' | 'deduct', harmless?: readonly string[]) =>
      chargesOf(diagnosis(harmless), undefined, { accept, undeclared })[0]?.accepted;
    expect(as([], 'accept')).toBeUndefined();
    expect(as(['MLP804'], 'accept')).toBe('the rubric accepts it');
    expect(as(['momentum'], 'deduct')).toBe('the rubric accepts it');
    expect(as([], 'accept', ['--momentum 0.9'])).toMatch(/right in itself/);
    expect(as([], 'deduct', ['--momentum 0.9'])).toBeUndefined();
  });

  it.each([
    ['mean-twice', 'batch'],
    ['mask-missing/2', 'hidden'],
    ['bias-gradient-missing', 'biases'],
    ['bias-left-out/1', 'forward'],
    ['softmax-unshifted', 'stability'],
    ['loss-summed', 'loss'],
    ['momentum', 'update'],
    ['batch-altered', 'manners'],
    ['labels-not-subtracted', 'output'],
  ] as const)('%s costs %s', (id, item) => {
    expect(itemOfMistake(id)).toBe(item);
  });

  it('costs an item, whatever the mistake', () => {
    const costs = new Set(Object.keys(CODES).map(itemOfMistake));
    expect([...costs].toSorted()).toEqual(['batch', 'biases', 'forward', 'hidden', 'loss', 'manners', 'output', 'stability', 'update', 'weights']);
  });
});

it('a class is summed up: what costs most first, and who has the same wrong', () => {
  const outcome = (name: string, wrong: Charged[], score: number): Outcome => ({
    version: 1,
    name,
    key: name,
    status: 'failed',
    items: [],
    wrong,
    score,
    outOf: 100,
    notes: [],
  });
  const [twice, sign] = [charged('batch', { code: 'MLP305', id: 'mean-twice' }), charged('stability', { code: 'MLP229' })];
  const { mistakes, toTalkAbout, clusters, median } = summaryOf([
    outcome('a', [twice, sign], 80),
    outcome('b', [sign, twice], 80),
    outcome('c', [sign], 95),
    outcome('d', [{ ...sign, accepted: 'yes' }], 100),
  ]);
  expect(mistakes.map(({ mistake, by }) => [mistake, by.length])).toEqual([
    ['MLP229', 3],
    ['MLP305', 2],
  ]);
  expect(toTalkAbout.map(({ mistake }) => mistake)).toEqual(['MLP305', 'MLP229']);
  expect(clusters).toEqual([{ mistakes: ['MLP229', 'MLP305'], names: ['a', 'b'], isUnusual: false }]);
  expect(median).toBe(87.5);
});

it('two with the same rare mistakes are told of as unusual, with the same common ones not', () => {
  const outcome = (n: number, wrong: Charged[]): Outcome => ({
    version: 1,
    name: `s${n}`,
    key: `${n}`,
    status: 'failed',
    items: [],
    wrong,
    score: 0,
    outOf: 100,
    notes: [],
  });
  const [common, rare, other] = ['MLP305', 'MLP101', 'MLP602'].map((code) => charged('batch', { code })) as [Charged, Charged, Charged];
  const many = Array.from({ length: 20 }, (_, n) => outcome(n, n < 2 ? [rare, other] : [common]));
  const unusual = summaryOf(many).clusters.map(({ mistakes, isUnusual }) => [mistakes.join(' '), isUnusual]);
  expect(unusual).toEqual([
    ['MLP305', false],
    ['MLP101 MLP602', true],
  ]);
});
