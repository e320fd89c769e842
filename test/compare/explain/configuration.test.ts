import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { experimentOf } from '../../../compare/explain/experiment.ts';
import { valuesIn } from '../../../compare/explain/factors.ts';

const folder = mkdtempSync(join(tmpdir(), 'explain-'));
const file = (name: string, text: string) => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

describe('two configurations', () => {
  it('differ in the settings that are not the same, defaults filled in', () => {
    const { factors, cells } = experimentOf({ from: 'learning-rate=0.1,hidden=64,64,init=glorot-uniform', to: 'learning-rate=0.01,hidden=32' });
    expect(factors).toEqual([
      { option: 'hidden', from: '64,64', to: '32' },
      { option: 'init', from: 'glorot-uniform', to: 'he-normal' },
      { option: 'learning-rate', from: '0.1', to: '0.01' },
    ]);
    expect(cells).toHaveLength(8);
    const spec = cells[0b101]!.configuration.spec;
    expect([spec.hidden, spec.init, spec.learningRate]).toEqual([[32], 'glorot-uniform', 0.01]);
  });

  it('may call options and words as others do: the factors have the names that they have here', () => {
    const { factors } = experimentOf({ from: 'lr=0.1,optimizer=SGD,accumulate=2', to: 'lr=0.01,optimizer=AdamW,early_stopping=3', set: 'learning-rate=0.5' });
    expect(factors).toEqual([
      { option: 'learning-rate', from: '0.1', to: '0.01' },
      { option: 'accumulate', from: '2', to: 'none given' },
      { option: 'optimizer', from: 'sgd', to: 'adamw' },
      { option: 'early-stopping', from: 'none given', to: '3' },
    ]);
  });

  it('may be files of options, and quirks are options like any other', () => {
    const path = file('a.json', '{ "batch-size": 32, "gradient-mean": "twice" }');
    const { factors } = experimentOf({ from: path, to: 'defaults' });
    expect(factors).toEqual([
      { option: 'gradient-mean', from: 'twice', to: 'once' },
      { option: 'batch-size', from: '32', to: '64' },
    ]);
  });

  it("are the document's two programs, where nothing is said, in 16 combinations and beside two trainings of the framework", () => {
    const { factors, cells, references } = experimentOf({});
    expect(factors.map(({ option }) => option)).toEqual(['gradient-mean', 'order', 'init', 'dtype']);
    expect(valuesIn(0, factors)).toEqual(['twice', 'shared', 'he-normal', 'float64']);
    expect(valuesIn(15, factors)).toEqual(['once', 'independent', 'pytorch-default', 'float32']);
    expect(new Set(cells.map(({ configuration }) => JSON.stringify(configuration))).size).toBe(16);
    expect(cells.every(({ configuration: { spec } }) => spec.data === 'document' && spec.trainRows === 4000)).toBe(true);
    expect(references.map(({ configuration: { spec } }) => [spec.networks[0], spec.learningRate])).toEqual([
      ['tfjs', 0.1],
      ['tfjs', 0.1 / 64],
    ]);
  });

  it("are on the document's division of mnist-parity too, and on another set's own", () => {
    expect(experimentOf({ data: 'mnist-parity' }).from.configuration.spec.trainRows).toBe(4000);
    expect(experimentOf({ data: 'digits' }).from.configuration.spec.trainRows).toBeUndefined();
    expect(experimentOf({ data: 'mnist-parity', set: 'train-rows=100' }).from.configuration.spec.trainRows).toBe(100);
  });
});

describe('what cannot be explained is said in one line', () => {
  const line =
    (from: string | undefined, to: string | undefined, more = {}) =>
    () =>
      experimentOf({ ...(from !== undefined && { from }), ...(to !== undefined && { to }), ...more });
  it.each([
    ['learning-rate=0', 'defaults', "--from learning-rate: expected a number above 0, got '0'."],
    ['defaults', 'gradient-mean=thrice', "--to gradient-mean: expected one of once, twice, got 'thrice'."],
    ['init=he', 'defaults', /^--from init: expected one of he-normal, .*, file:weights\.json, got 'he'\.$/],
    ['nowhere.json', 'defaults', "--from 'nowhere.json': there is no such file, and settings are written as learning-rate=0.1,init=he-normal."],
    ['64,init=he-normal', 'defaults', "--from: expected settings such as learning-rate=0.1,init=he-normal, got '64'."],
    ['epochs=1,epochs=2', 'defaults', '--from: epochs is given twice.'],
    ['lr=1,learning-rate=2', 'defaults', '--from lr and --from learning-rate are one option; give one of them.'],
    ['defaults', 'learning-rate=0.1', '--from and --to are the same configuration: there is nothing to explain.'],
    ['seed=1', 'seed=2', '--from and --to differ in their seeds: every configuration is trained over the same ones. Give their number with --seeds.'],
    ['data=digits', 'data=penguins', "--from and --to differ in 'data': results on different rows do not compare. Give the data once, for both."],
    ['networks=scratch,tfjs', 'defaults', "--from networks: a configuration is of one network, got 'scratch', 'tfjs'."],
  ])('--from %s --to %s', (from, to, message) => {
    expect(line(from, to)).toThrow(message);
  });

  it('an option that is not there', () => {
    expect(line('learning-rte=1', 'defaults')).toThrow(
      /^--from learning-rte: there is no such option\. Did you mean learning-rate\? There are .*'learning-rate'.*'gradient-mean'/,
    );
  });

  it('one without the other', () => {
    expect(line('defaults', undefined)).toThrow("--from needs --to beside it; for this program's defaults give --to defaults.");
    expect(line(undefined, 'defaults')).toThrow("--to needs --from beside it; for this program's defaults give --from defaults.");
  });

  it('more settings than can be combined', () => {
    const many = 'hidden=8,activation=tanh,init=glorot-uniform,learning-rate=1,batch-size=9,epochs=9,dtype=float64,kernel=naive,gradient-mean=twice';
    expect(line(many, 'defaults')).toThrow(/^--from and --to differ in 9 settings \(.*\): every combination of them would be 512 configurations\. At most 8/);
  });

  it('settings of the two that contradict each other', () => {
    expect(line('output=sigmoid,threshold=0.4', 'defaults')).toThrow("--from with 'output' of --to: threshold goes with --output sigmoid");
  });

  it('files that are no configurations', () => {
    expect(line(file('list.json', '[1]'), 'defaults')).toThrow('list.json is no configuration: it is not an object of options.');
    expect(line(file('torn.json', '{"epochs":'), 'defaults')).toThrow('torn.json is no configuration: ');
    expect(line(folder, 'defaults')).toThrow('this is a folder, a file is expected.');
  });

  it('settings of both, by the option that gave them', () => {
    expect(line(undefined, undefined, { set: 'hidden=0' })).toThrow('--set hidden: expected widths such as 64,64');
    expect(line('hidden=0', 'defaults', { set: 'hidden=8' })).toThrow('--from hidden: expected widths');
    expect(line(undefined, undefined, { set: 'epoch=1' })).toThrow('--set epoch: there is no such option.');
  });

  it('a preset that is not there', () => {
    expect(line(undefined, undefined, { preset: 'paper' })).toThrow("--preset: expected document, got 'paper'.");
  });
});
