import { describe, expect, it } from 'vitest';
import type { Comparison } from '../../../../compare/results/schema.ts';
import { documentMarkdown } from '../../../../compare/show/markdown/document-markdown.ts';
import { documentText } from '../../../../compare/show/terminal/document-text.ts';
import { palette } from '../../../../compare/show/terminal/palette.ts';
import { initialWeightsFact } from '../../../../compare/show/words/document-section.ts';
import { changedSettings, parseRunSpec } from '../../../../src/run/config.ts';

const asGiven = (option: string) => `--${option}`;
const epoch = (number: number, trainLoss: number, validationAccuracy: number) => ({
  epoch: number,
  trainLoss,
  validationAccuracy,
  trainAccuracy: 0,
  validationLoss: 0,
  trainSeconds: 0,
  evaluationSeconds: 0,
});
const network = (name: string, epochs: readonly ReturnType<typeof epoch>[]) => ({
  name,
  description: '',
  epochs: [...epochs],
  stepLosses: { every: 1, losses: [] },
});

/** Two epochs of a run: as much of a comparison as the section reads. */
const comparison = (settings: Record<string, unknown>): Comparison =>
  ({
    settings,
    parity: [],
    networks: [
      { ...network('document', [epoch(1, 0.9, 0.5116)]), test: { loss: 0, accuracy: 0.7, predictions: [], confusion: [] } },
      network('tfjs', [epoch(1, 0.7, 0.7809), epoch(2, 0.5, 0.934)]),
    ],
  }) as unknown as Comparison;
const unbroken = (text: string) => text.replaceAll('\n', ' ');
const ofDocument = comparison({ preset: 'document', init: 'he-normal' });

describe("the section beside the document's figures", () => {
  it('puts each network beside the program that it stands for', () => {
    const table = documentMarkdown(ofDocument).split('\n');
    expect(
      table
        .find((line) => /\| +1 \|/.test(line))!
        .split('|')
        .map((cell) => cell.trim())
        .slice(1, -1),
    ).toEqual(['1', '0.8111 0.5016', '0.9000 0.5116', '0.6716 0.7809', '0.7000 0.7809']);
    expect(
      table
        .find((line) => /\| +2 \|/.test(line))!
        .split('|')
        .map((cell) => cell.trim())
        .slice(1, -1),
    ).toEqual(['2', '–', '–', '0.3701 0.9540', '0.5000 0.9340']);
    expect(
      table
        .find((line) => /\| +test \|/.test(line))!
        .split('|')
        .map((cell) => cell.trim())
        .slice(1, -1),
    ).toEqual(['test', '0.7980', '0.7000', '0.9707', '–']);
  });

  it('says how far apart the accuracies are, and why parity is not checked', () => {
    const text = documentText(ofDocument, { width: 80, colours: palette(false, {}) });
    expect(unbroken(text)).toContain("document from the document's program 0.0100, tfjs from the document's PyTorch 0.0100."); // (0 + 0.02)/2
    expect(unbroken(text)).toContain('each network has initial weights and an order of rows of its own');
    expect(text).toContain('0.8111 0.5016');
  });

  it.each([40, 60, 80, 120])('is no wider than a terminal of %i columns', (width) => {
    const text = documentText(ofDocument, { width, colours: palette(false, {}) });
    expect(Math.max(...text.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(width);
    expect(text).toContain('0.8111 0.5016');
    expect(text.includes('┌')).toBe(width >= 80);
  });

  it('is left out of any other run', () => {
    expect(documentMarkdown(comparison({ init: 'he-normal' }))).toBe('');
    expect(documentText(comparison({ init: 'he-normal' }), { width: 80, colours: palette(false, {}) })).toBe('');
  });

  it('does not claim that the networks had the same initial weights', () => {
    expect(initialWeightsFact(ofDocument)).toBe('document: he-normal; the others: pytorch-default, drawn for themselves');
    expect(initialWeightsFact(comparison({ init: 'he-normal' }))).toBe('he-normal, the same bits for every network');
    expect(initialWeightsFact(comparison({ init: 'he-normal', biasInit: 0.01 }))).toBe('he-normal, biases 0.01, the same bits for every network');
  });
});

describe('--preset document', () => {
  it("is the generated set, the document's division, its program in float64 beside TensorFlow.js", () => {
    expect(parseRunSpec({ preset: 'document' }, asGiven)).toMatchObject({
      data: 'document',
      trainRows: 4000,
      networks: ['document', 'tfjs'],
      dtype: 'float64',
      hidden: [64, 64],
      activation: ['relu'],
      learningRate: 0.1,
      batchSize: 64,
      epochs: 50,
      seed: 8,
      init: 'he-normal',
    });
  });

  it('gives way to what is given', () => {
    expect(parseRunSpec({ preset: 'document', data: 'mnist-parity', networks: ['scratch'] }, asGiven)).toMatchObject({
      data: 'mnist-parity',
      trainRows: 4000,
      networks: ['scratch'],
    });
    const { trainRows, validation } = parseRunSpec({ preset: 'document', validation: 0.5 }, asGiven);
    expect([trainRows, validation]).toEqual([undefined, 0.5]);
    expect(parseRunSpec({ preset: 'document', train: 'rows.csv' }, asGiven).data).toBeUndefined();
    expect(parseRunSpec({ preset: 'document', data: 'digits' }, asGiven).trainRows).toBeUndefined();
  });

  it('is repeated by its name and what was given besides', () => {
    expect(changedSettings(parseRunSpec({ preset: 'document' }, asGiven))).toEqual([['preset', 'document']]);
    expect(changedSettings(parseRunSpec({ preset: 'document', dtype: 'float32' }, asGiven))).toEqual([
      ['preset', 'document'],
      ['dtype', 'float32'],
    ]);
  });

  it('cannot assert parity, and is the only preset there is', () => {
    expect(() => parseRunSpec({ preset: 'document', assertParity: true }, asGiven)).toThrow(
      '--assert-parity has nothing to hold to under --preset: there each network has its own initial weights and order of rows.',
    );
    expect(() => parseRunSpec({ preset: 'paper' }, asGiven)).toThrow("--preset: expected one of document, got 'paper'.");
  });
});
