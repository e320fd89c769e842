import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { rubricText } from '../../../compare/cli/grade/rubric-text.ts';
import { DEFAULT_RUBRIC, readRubric } from '../../../compare/grade/rubric.ts';

const folder = mkdtempSync(join(tmpdir(), 'rubric-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function read(yaml: string) {
  const path = join(folder, 'rubric.yaml');
  writeFileSync(path, yaml);
  return readRubric(path);
}

describe('a rubric', () => {
  it('has 100 points where nothing is said, and is what init writes', () => {
    expect(DEFAULT_RUBRIC.items.reduce((sum, { points }) => sum + points, 0)).toBe(100);
    expect(read(rubricText())).toEqual(DEFAULT_RUBRIC);
    expect(read('')).toEqual(DEFAULT_RUBRIC);
  });

  it('takes points alone or with more, and leaves out what is of none', () => {
    const { items } = read('items:\n  loss: 40\n  biases: 0\n  weights: { points: 3, hidden: true, all: true }\n');
    expect(items.find(({ item }) => item === 'loss')).toMatchObject({ points: 40, hidden: false, all: false });
    expect(items.find(({ item }) => item === 'weights')).toMatchObject({ points: 3, hidden: true, all: true });
    expect(items.map(({ item }) => item)).not.toContain('biases');
  });

  it.each([
    ['items: { gradients: 3 }', "rubric.yaml: items: there is no 'gradients'"],
    ['reveel: name', 'Did you mean reveal?'],
    ['reveal: everything', 'rubric.yaml: reveal:'],
    ['items: { loss: -1 }', 'rubric.yaml: items.loss:'],
    ['accept: [MLP999]', "rubric.yaml: accept: 'MLP999': there is no such mistake"],
    ['items: {\n  loss: 1\n', 'rubric.yaml:3:'],
    ['limits: { answer: 0 }', 'rubric.yaml: limits.answer:'],
  ])('%j is refused with its place', (yaml, said) => {
    expect(() => read(yaml)).toThrow(said);
  });
});
