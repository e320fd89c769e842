import { describe, expect, it } from 'vitest';
import { camel, changedSettings, kebab, parseRunSpec } from '../../src/config.ts';
import { Fault } from '../../src/fault.ts';

const parse = (settings: Record<string, unknown> = {}) => parseRunSpec(settings, (option) => `--${option}`);

function complaint(settings: Record<string, unknown>): string {
  try {
    parse(settings);
  } catch (error) {
    if (error instanceof Fault) return error.message;
    throw error;
  }
  return 'no complaint';
}

const widths = "expected widths such as 64,64, each a whole number from 1 (for no hidden layer: 'none')";

describe('what is not said', () => {
  it('is as in the document that began this', () => {
    expect(parse()).toMatchObject({
      labelColumn: 0, hidden: [64, 64], activation: ['relu'], output: 'softmax', init: 'he-normal',
      learningRate: 0.1, batchSize: 64, epochs: 50, seed: 8,
      dtype: 'float32', kernel: 'auto', tfjsRuntime: 'auto', networks: ['scratch', 'tfjs'], assertParity: false, verbose: false, quiet: false, json: false,
    });
  });
});

describe('text from the command line and values from a file', () => {
  it('mean the same', () => {
    const text = parse({ hidden: '32, 16', activation: 'tanh,relu', learningRate: '1e-2', epochs: '7', labelColumn: '-1', networks: 'tfjs' });
    const values = parse({ hidden: [32, 16], activation: ['tanh', 'relu'], learningRate: 0.01, epochs: 7, labelColumn: -1, networks: ['tfjs'] });
    expect(text).toEqual(values);
    expect(text).toMatchObject({ hidden: [32, 16], activation: ['tanh', 'relu'], learningRate: 0.01, epochs: 7, labelColumn: -1, networks: ['tfjs'] });
  });

  it('take no hidden layer as none, [] or "none"', () => {
    for (const none of ['none', []]) expect(parse({ hidden: none }).hidden).toEqual([]);
  });

  it('take one width without a list around it', () => {
    for (const one of ['16', 16, [16], ['16']]) expect(parse({ hidden: one }).hidden).toEqual([16]);
  });

  it('take a label column by index or by name', () => {
    expect([parse({ labelColumn: '3' }).labelColumn, parse({ labelColumn: 'species' }).labelColumn]).toEqual([3, 'species']);
  });
});

describe('a setting that is wrong is named, with what was expected and what came', () => {
  it.each<[Record<string, unknown>, string]>([
    [{ hidden: '0' }, `--hidden: ${widths}, got '0'.`],
    [{ hidden: '64,' }, `--hidden: ${widths}, got '64,'.`],
    [{ hidden: '64,1.5' }, `--hidden: ${widths}, got '64,1.5'.`],
    [{ hidden: [64, 0] }, `--hidden: ${widths}, got [64,0].`],
    [{ hidden: '' }, `--hidden: ${widths}, got ''.`],
    [{ hidden: true }, `--hidden: ${widths}, got true.`],
    [{ activation: 'relu,elu' }, "--activation: expected one of relu, tanh, sigmoid, got 'relu,elu'."],
    [{ output: 'linear' }, "--output: expected one of softmax, sigmoid, got 'linear'."],
    [{ init: 'zeros' }, "--init: expected one of he-normal, glorot-uniform, pytorch-default, got 'zeros'."],
    [{ learningRate: '0' }, "--learning-rate: expected a number above 0, got '0'."],
    [{ learningRate: 'fast' }, "--learning-rate: expected a number above 0, got 'fast'."],
    [{ learningRate: '1e999' }, "--learning-rate: expected a number above 0, got '1e999'."],
    [{ batchSize: '2.5' }, "--batch-size: expected a whole number from 1, got '2.5'."],
    [{ batchSize: 0 }, '--batch-size: expected a whole number from 1, got 0.'],
    [{ epochs: '-3' }, "--epochs: expected a whole number from 1, got '-3'."],
    [{ epochs: '0x10' }, "--epochs: expected a whole number from 1, got '0x10'."],
    [{ epochs: '' }, "--epochs: expected a whole number from 1, got ''."],
    [{ seed: '9007199254740993' }, "--seed: expected a whole number from 0, got '9007199254740993'."],
    [{ seed: null }, '--seed: expected a whole number from 0, got null.'],
    [{ validation: '1' }, "--validation: expected a fraction between 0 and 1, got '1'."],
    [{ validation: '20%' }, "--validation: expected a fraction between 0 and 1, got '20%'."],
    [{ trainRows: '0' }, "--train-rows: expected a whole number from 1, got '0'."],
    [{ dtype: 'float16' }, "--dtype: expected one of float32, float64, got 'float16'."],
    [{ tfjsRuntime: 'gpu' }, "--tfjs-runtime: expected one of auto, native, wasm, cpu, got 'gpu'."],
    [{ kernel: 'fast' }, "--kernel: expected one of auto, simd, blocked, naive, got 'fast'."],
    [{ labelColumn: 1.5 }, '--label-column: expected a column name or index, got 1.5.'],
    [{ networks: 'scratch,' }, "--networks: expected a network, got 'scratch,'."],
    [{ out: '' }, "--out: expected a folder, got ''."],
    [{ assertParity: 'yes' }, "--assert-parity: expected true or false, got 'yes'."],
  ])('refuses %j', (settings, message) => {
    expect(complaint(settings)).toBe(message);
  });
});

describe('settings that contradict each other', () => {
  it.each<[Record<string, unknown>, string]>([
    [{ data: 'digits', train: 'a.csv' }, '--train names a file where --data already names a folder; give one of them.'],
    [{ test: 'b.csv' }, '--test needs --train beside it.'],
    [{ trainRows: 10, validation: 0.2 }, '--validation and --train-rows both say what to validate with; give one of them.'],
    [{ train: 'a.csv', test: 'b.csv', testFraction: 0.2 }, '--test-fraction is for a single --train file without --test.'],
    [{ data: 'digits', testFraction: 0.2 }, '--test-fraction is for a single --train file without --test.'],
    [{ threshold: 0.4 }, '--threshold goes with --output sigmoid; a softmax output takes the largest logit.'],
    [{ hidden: '8,8,8', activation: 'relu,tanh' }, '--activation names 2 activations for 3 hidden layers; give one for all or one for each.'],
    [{ networks: [] }, '--networks names no network; give one or more of scratch, tfjs.'],
    [{ networks: 'tfjs,tfjs' }, "--networks names 'tfjs' twice."],
    [{ kernel: 'simd', dtype: 'float64' }, '--kernel simd computes in float32 only; for --dtype float64 choose blocked, naive or auto.'],
  ])('refuses %j', (settings, message) => {
    expect(complaint(settings)).toBe(message);
  });

  it('are told apart from those that do not: one activation for no layer, a threshold of a sigmoid, two fractions', () => {
    expect(parse({ hidden: 'none', activation: 'tanh' }).activation).toEqual(['tanh']);
    expect(parse({ output: 'sigmoid', threshold: 0.4 }).threshold).toBe(0.4);
    expect(parse({ train: 'a.csv', testFraction: 0.1, validation: 0.3 })).toMatchObject({ testFraction: 0.1, validation: 0.3 });
  });
});

describe('several mistakes', () => {
  it('are all named, a line each', () => {
    expect(complaint({ epochs: 'x', seed: -1 }).split('\n')).toEqual([
      "--epochs: expected a whole number from 1, got 'x'.",
      '--seed: expected a whole number from 0, got -1.',
    ]);
  });

  it('in one list are one', () => {
    expect(complaint({ hidden: '0,0' })).toBe(`--hidden: ${widths}, got '0,0'.`);
  });

  it('include an option that does not exist, which is answered with those that do', () => {
    expect(complaint({ learningrate: 1 })).toMatch(/^--learningrate: there is no such option\. There are .*'learning-rate', 'batch-size', 'epochs'/);
  });

  it('are placed where they came from', () => {
    expect(() => parseRunSpec({ epochs: 0 }, (option) => `run.json: ${option}`)).toThrow(
      new Fault('run.json: epochs: expected a whole number from 1, got 0.'),
    );
  });

  it('from a file cannot smuggle control characters into the terminal', () => {
    expect(complaint({ epochs: '\u001b[2J' })).toBe("--epochs: expected a whole number from 1, got '\\u{1b}[2J'.");
  });
});

describe('changedSettings', () => {
  it('is empty for the defaults', () => {
    expect(changedSettings(parse())).toEqual([]);
  });

  it('names what is not the default, as it would be typed', () => {
    expect(changedSettings(parse({ hidden: 'none', epochs: 5, labelColumn: 'species', networks: 'tfjs,scratch', assertParity: true }))).toEqual([
      ['label-column', 'species'], ['hidden', 'none'], ['epochs', '5'], ['networks', 'tfjs,scratch'], ['assert-parity', 'true'],
    ]);
  });

  it('leads back to the same settings', () => {
    const run = parse({ train: 'a b.csv', hidden: [3], activation: ['sigmoid'], learningRate: 1e-7, delimiter: ';', output: 'sigmoid', threshold: 0.25 });
    const typed = Object.fromEntries(changedSettings(run).map(([option, value]) => [camel(option), value]));
    expect(parse(typed)).toEqual(run);
  });
});

it('option names and setting names are each other’s spelling', () => {
  expect([kebab('tfjsRuntime'), camel('tfjs-runtime'), kebab('data'), camel('data')]).toEqual(['tfjs-runtime', 'tfjsRuntime', 'data', 'data']);
});
