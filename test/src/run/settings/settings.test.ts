import { describe, expect, it } from 'vitest';
import { Fault } from '../../../../src/fault.ts';
import { ACTIVATIONS } from '../../../../src/model/activations/activations.ts';
import { INITIALISERS } from '../../../../src/model/initialisers/initialisers.ts';
import { parseRunSpec } from '../../../../src/run/config.ts';
import { CONTRADICTIONS } from '../../../../src/run/settings/contradictions.ts';
import { flagsOf, helpOf, setting } from '../../../../src/run/settings/setting.ts';
import { SETTINGS, settingOf, settingsThatDecide } from '../../../../src/run/settings/settings.ts';

function faultsOf(settings: Record<string, unknown>): string[] {
  try {
    parseRunSpec(settings, (option) => `--${option}`);
  } catch (error) {
    if (error instanceof Fault) return error.message.split('\n');
    throw error;
  }
  return [];
}

describe('the table', () => {
  it('has each setting once, under a name that is written as it is typed', () => {
    const names = SETTINGS.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[a-z]+([A-Z][a-z]*)*\d?$/);
  });

  it('has defaults that its own readers take, and take for themselves', () => {
    for (const { name, read, default: usual } of SETTINGS) if (usual !== undefined) expect(read(usual), name).toEqual({ value: usual });
  });

  it('says something of every option, the switches too', () => {
    for (const one of SETTINGS) expect(helpOf(one), one.name).toMatch(/^\S.*\S$/);
  });

  it('has a switch for what is true or false, and an argument for all else', () => {
    for (const { name, argument, read } of SETTINGS) expect('value' in read(true), name).toBe(argument === undefined);
  });

  it('reads every word of the vocabulary, and names it in help', () => {
    const words = [...ACTIVATIONS.map(({ name }) => ['activation', name]), ...INITIALISERS.map(({ name }) => ['init', name])] as const;
    for (const [name = '', word = ''] of words) {
      const one = settingOf(name);
      expect(one && 'value' in one.read(word), `${name} ${word}`).toBe(true);
      expect(one && helpOf(one)).toContain(word);
    }
  });
});

describe('a record', () => {
  const record = { name: 'warmUp', argument: 'steps', says: 'before the rate is whole', read: (value: unknown) => ({ value }), decides: 'numbers' } as const;

  it('is an option, its default in words behind what it says', () => {
    expect(flagsOf(setting(record))).toBe('--warm-up <steps>');
    expect(helpOf(setting(record))).toBe('before the rate is whole');
    expect(helpOf(setting({ ...record, default: [8, 4] }))).toBe('before the rate is whole (default: 8,4)');
    expect(helpOf(setting({ ...record, default: [] }))).toBe('before the rate is whole (default: none)');
    expect(helpOf(setting({ ...record, default: 0 }))).toBe('before the rate is whole (default: 0)');
    expect(helpOf(setting({ ...record, unsaid: 'as the data has it' }))).toBe('before the rate is whole (default: as the data has it)');
  });

  it('of a switch has no default to be told: it is off', () => {
    const { argument, ...flag } = record;
    expect([flagsOf(setting({ ...flag, default: false })), helpOf(setting({ ...flag, default: false }))]).toEqual(['--warm-up', 'before the rate is whole']);
  });
});

describe('what settings decide', () => {
  it('tells which make other rows, which other numbers, and which neither', () => {
    expect(settingsThatDecide('data', 'rows')).toEqual([
      'data',
      'train',
      'test',
      'task',
      'trainRows',
      'validation',
      'testFraction',
      'label',
      'labelColumn',
      'columns',
      'drop',
      'rows',
      'encode',
      'dates',
      'missing',
      'missingValues',
      'missingIndicators',
      'group',
      'time',
      'stratify',
      'stratifyQuantiles',
      'header',
      'skip',
      'delimiter',
    ]);
    expect(settingsThatDecide('result', 'exit', 'nothing')).toEqual([
      'preset',
      'image',
      'margin',
      'timeout',
      'threads',
      'out',
      'assertParity',
      'baseline',
      'reporter',
      'sweepWidth',
      'quiet',
      'json',
      'verbose',
    ]);
    expect(settingsThatDecide('chance')).toEqual(['seed', 'seeds']);
  });
});

describe('contradictions', () => {
  it('are between settings that there are', () => {
    for (const { settings } of CONTRADICTIONS) for (const name of settings) expect(settingOf(name)?.name).toBe(name);
  });

  it('are told beside a mistake in another setting', () => {
    expect(faultsOf({ epochs: 'x', test: 'b.csv' })).toEqual(["--epochs: expected a whole number from 1, got 'x'.", '--test needs --train beside it.']);
  });

  it('are not looked for where one of the two is wrong by itself', () => {
    expect(faultsOf({ threshold: 16 })).toEqual(['--threshold: expected a fraction between 0 and 1, got 16.']);
    expect(faultsOf({ margin: 0.01, seeds: 'many' })).toHaveLength(1);
  });
});
