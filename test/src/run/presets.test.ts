import { describe, expect, it } from 'vitest';
import { documentRows, presetSettings } from '../../../src/run/presets.ts';

describe('the rows of --preset document', () => {
  it('are the generated set, 4000 of them to train on, where nothing else is said', () => {
    expect(documentRows({})).toEqual({ data: 'document', trainRows: 4000 });
  });

  it('are divided as the document divides them in any set of its size, wherever it lies', () => {
    expect(documentRows({ data: 'sets/mnist-parity' })).toEqual({ data: 'sets/mnist-parity', trainRows: 4000 });
    expect(documentRows({ data: 'digits' })).toEqual({ data: 'digits' });
  });

  it('are divided as asked for where that is said', () => {
    expect(documentRows({ trainRows: 10 })).toEqual({ data: 'document' });
    expect(documentRows({ validation: 0.5 })).toEqual({ data: 'document' });
  });

  it('are those of a file where one is named', () => {
    expect(documentRows({ train: 'rows.csv' })).toStrictEqual({});
  });

  it('leave a mistake in the name to whoever judges settings', () => {
    expect(documentRows({ data: 5 })).toEqual({ data: 5 });
  });
});

it('--preset document trains what the document wrote beside TensorFlow.js, in float64 as NumPy does', () => {
  expect(presetSettings({ preset: 'document', data: 'digits' })).toEqual({ data: 'digits', networks: ['document', 'tfjs'], dtype: 'float64' });
});

describe('several labels', () => {
  it('are the task where --output sigmoids has several label columns, and sigmoids their output', () => {
    expect(presetSettings({ output: 'sigmoids', labelColumn: 'a,b' })).toEqual({ task: 'labels', output: 'sigmoids' });
    expect(presetSettings({ task: 'labels' })).toEqual({ output: 'sigmoids' });
    expect(presetSettings({ task: 'classification', output: 'sigmoids', labelColumn: 'a,b' })).toEqual({});
  });

  it('are not where one column holds classes', () => {
    expect([presetSettings({ output: 'sigmoids' }), presetSettings({ output: 'sigmoids', labelColumn: 'a' })]).toEqual([{}, {}]);
  });
});

it('a generated set that is not of classes stands for its task', () => {
  expect(presetSettings({ data: 'friedman' })).toEqual({ task: 'regression', output: 'linear' });
  expect(presetSettings({ data: 'venn' })).toEqual({ task: 'labels', label: 'a,b,c', output: 'sigmoids' });
  expect(presetSettings({ data: 'venn', task: 'classification' })).toEqual({});
});

it('no other preset stands for anything', () => {
  expect([presetSettings({}), presetSettings({ preset: 'another' })]).toEqual([{}, {}]);
});
