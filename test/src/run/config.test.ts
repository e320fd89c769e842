import { describe, expect, it } from 'vitest';
import { Fault, folded } from '../../../src/fault.ts';
import { ACTIVATIONS } from '../../../src/model/activations/activations.ts';
import { INITIALISERS } from '../../../src/model/initialisers/initialisers.ts';
import { LAMBDAS } from '../../../src/model/lambda.ts';
import { LOSSES } from '../../../src/model/losses/losses.ts';
import { OPTIMISER_WORDS } from '../../../src/model/optimisers/as-said.ts';
import { SCHEDULES } from '../../../src/model/schedule.ts';
import { namesOf, type Word } from '../../../src/model/word.ts';
import { camel, changedSettings, kebab, parseRunSpec } from '../../../src/run/config.ts';
import { SETTINGS } from '../../../src/run/settings/settings.ts';

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

const INITS = [...namesOf(INITIALISERS), 'file:weights.json'].join(', ');
const widths = "expected widths such as 64,64, each a whole number from 1 (for no hidden layer: 'none')";

describe('what is not said', () => {
  it('is as in the document that began this', () => {
    expect(parse()).toMatchObject({
      hidden: [64, 64],
      activation: ['relu'],
      output: 'softmax',
      init: 'he-normal',
      learningRate: 0.1,
      batchSize: 64,
      epochs: 50,
      seed: 8,
      dtype: 'float32',
      kernel: 'auto',
      tfjsRuntime: 'auto',
      networks: ['scratch', 'tfjs'],
      assertParity: false,
      verbose: false,
      quiet: false,
      json: false,
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

describe('numbers', () => {
  it.each([
    [' 12 ', 12],
    ['1e2', 100],
    ['2E+1', 20],
    ['10e10', 10e10],
    ['250e-1', 25],
  ])('%j is %d', (text, epochs) => {
    expect(parse({ epochs: text }).epochs).toBe(epochs);
  });

  it('may have their point first, last or nowhere', () => {
    expect(['.25', '3.', '12.75', '+7', '.5e-10'].map((learningRate) => parse({ learningRate }).learningRate)).toEqual([0.25, 3, 12.75, 7, 5e-11]);
    expect(complaint({ learningRate: '.x' })).toBe("--learning-rate: expected a number above 0, got '.x'.");
  });

  it('may be the least and the largest that are taken', () => {
    const least = { trainRows: 1, hidden: [1], batchSize: 1, epochs: 1, seed: 0, learningRate: 5e-324 };
    expect(parse(least)).toMatchObject(least);
    expect(parse({ timeout: '1e6' }).timeout).toBe(1e6);
    expect(parse({ seeds: '10000' }).seeds).toBe(10_000);
  });
});

describe('--seeds', () => {
  const expected = '--seeds: expected how many seeds, from 2 to 10,000, or a list of different ones such as 1,2,3, got';

  it('is how many, or a list', () => {
    expect(['2', 2, '1, 2,3', [4, 0]].map((seeds) => parse({ seeds }).seeds)).toEqual([2, 2, [1, 2, 3], [4, 0]]);
  });

  it.each(['1', '10001', '2.5', '1,1', '-1,2', '1.5,2', '7,', 'many'])('is not %s', (seeds) => {
    expect(complaint({ seeds })).toBe(`${expected} '${seeds}'.`);
  });
});

it('a network of one’s own comes beside the others, one or several', () => {
  expect(parse({ network: './mine.ts' }).networks).toEqual(['scratch', 'tfjs', './mine.ts']);
  expect(parse({ networks: ' scratch , tfjs', network: ['./a.ts', 'python3 b.py'] }).networks).toEqual(['scratch', 'tfjs', './a.ts', 'python3 b.py']);
});

describe('a setting that is wrong is named, with what was expected and what came', () => {
  it.each<[Record<string, unknown>, string | RegExp]>([
    [{ hidden: '0' }, `--hidden: ${widths}, got '0'.`],
    [{ hidden: '64,' }, `--hidden: ${widths}, got '64,'.`],
    [{ hidden: '64,1.5' }, `--hidden: ${widths}, got '64,1.5'.`],
    [{ hidden: [64, 0] }, `--hidden: ${widths}, got [ 64, 0 ].`],
    [{ hidden: '' }, `--hidden: ${widths}, got ''.`],
    [{ hidden: true }, `--hidden: ${widths}, got true.`],
    [{ activation: 'relu,relux' }, `--activation: expected one of ${namesOf(ACTIVATIONS).join(', ')}, got 'relu,relux'. Did you mean relu?`],
    [{ init: 'he' }, `--init: expected one of ${INITS}, got 'he'.`],
    [{ init: 'normal(-1)' }, "--init: expected normal(σ), σ from 0 to 1000000, got 'normal(-1)'."],
    [{ init: 'he-normal(2)' }, "--init: expected he-normal without a number, got 'he-normal(2)'."],
    [{ init: 'normal( )' }, "--init: expected normal(σ), σ from 0 to 1000000, got 'normal( )'."],
    [{ activation: 'tanh,leaky-relu(x)' }, /^--activation: expected leaky-relu\(α\), α from .* to .*, got 'tanh,leaky-relu\(x\)'\.$/],
    [{ init: 'file:' }, `--init: expected one of ${INITS}, got 'file:'.`],
    [{ biasInit: 'ones' }, "--bias-init: expected a number such as 0.01, zeros or pytorch, got 'ones'."],
    [{ biasInit: '1e39' }, "--bias-init: expected a number such as 0.01, zeros or pytorch, got '1e39'."],
    [{ init: 'file:a.json', sweepWidth: true }, '--sweep-width trains models of other widths, which the weights of --init file: do not fit.'],
    [{ output: 'relu' }, "--output: expected one of softmax, sigmoid, sigmoids, linear, tanh, got 'relu'."],
    [{ task: 'regression', output: 'softmax' }, '--output softmax answers for classes; --task regression takes linear or tanh.'],
    [{ task: 'labels', output: 'softmax' }, '--output softmax gives no probability to each of several labels; --task labels takes sigmoids.'],
    [{ task: 'labels', classWeights: 'balanced' }, '--class-weights weigh classes; --task labels has none.'],
    [{ task: 'labels', preset: 'document' }, '--task labels does not go with --preset, which is of classes.'],
    [{ output: 'sigmoids', loss: 'hinge' }, '--loss hinge does not stand on --output sigmoids; it goes with linear.'],
    [{ output: 'sigmoids', threshold: 0.4 }, '--threshold goes with --output sigmoid, or several labels; of several classes the largest output is taken.'],
    [{ topK: 3, task: 'regression' }, '--top-k ranks classes; --task regression has none.'],
    [{ topK: 3, output: 'sigmoid' }, '--top-k ranks classes; --output sigmoid has one output.'],
    [{ task: 'regression', preset: 'document' }, '--task regression does not go with --preset, which is of classes.'],
    [{ standardiseTarget: false }, '--no-standardise-target goes with --task regression; classes and labels are not standardised.'],
    [{ task: 'ranking' }, "--task: expected one of classification, labels, regression, got 'ranking'."],
    [{ learningRate: '0' }, "--learning-rate: expected a number above 0, got '0'."],
    [{ learningRate: 'fast' }, "--learning-rate: expected a number above 0, got 'fast'."],
    [{ learningRate: '1e999' }, "--learning-rate: expected a number above 0, got '1e999'."],
    [{ batchSize: '2.5' }, "--batch-size: expected a whole number from 1, or 'full', got '2.5'."],
    [{ batchSize: 0 }, "--batch-size: expected a whole number from 1, or 'full', got 0."],
    [{ epochs: '-3' }, "--epochs: expected a whole number from 1, got '-3'."],
    [{ epochs: '0x10' }, "--epochs: expected a whole number from 1, got '0x10'."],
    [{ epochs: '' }, "--epochs: expected a whole number from 1, got ''."],
    [{ seed: '9007199254740993' }, "--seed: expected a whole number from 0, got '9007199254740993'."],
    [{ seed: null }, '--seed: expected a whole number from 0, got null.'],
    [{ validation: '1' }, "--validation: expected a fraction between 0 and 1, got '1'."],
    [{ validation: '20%' }, "--validation: expected a fraction between 0 and 1, got '20%'."],
    [{ validation: 0 }, '--validation: expected a fraction between 0 and 1, got 0.'],
    [{ validation: '-0.5' }, "--validation: expected a fraction between 0 and 1, got '-0.5'."],
    [{ trainRows: '0' }, "--train-rows: expected a whole number from 1, got '0'."],
    [{ dtype: 'float16' }, "--dtype: expected one of float32, float64, got 'float16'. Did you mean float32?"],
    [{ tfjsRuntime: 'gpu' }, "--tfjs-runtime: expected one of auto, native, wasm, cpu, got 'gpu'. Did you mean cpu?"],
    [{ kernel: 'fast' }, "--kernel: expected one of auto, simd, blocked, naive, got 'fast'."],
    [{ labelColumn: '99999999999999999999' }, "--label-column: expected a column name or index, got '99999999999999999999'."],
    [{ labelColumn: '' }, "--label-column: expected a column name or index, got ''."],
    [{ labelColumn: null }, '--label-column: expected a column name or index, got null.'],
    [{ seeds: '1e9' }, "--seeds: expected how many seeds, from 2 to 10,000, or a list of different ones such as 1,2,3, got '1e9'."],
    [{ epochs: Array.from({ length: 99 }, () => 'x'.repeat(999)) }, /^--epochs: expected a whole number from 1, got \[ 'x{40}'\.\.\. .{1,600}\]\.$/],
    [{ labelColumn: 1.5 }, '--label-column: expected a column name or index, got 1.5.'],
    [{ networks: 'scratch,' }, "--networks: expected a network, got 'scratch,'."],
    [{ network: '' }, "--network: expected a file or a command, such as mine.py, ./mine.ts or 'python3 mine.py', got ''."],
    [{ network: 5 }, "--network: expected a file or a command, such as mine.py, ./mine.ts or 'python3 mine.py', got 5."],
    [{ threads: 'all' }, "--threads: expected auto, or a whole number from 1 to 64, got 'all'."],
    [{ threads: '0' }, "--threads: expected auto, or a whole number from 1 to 64, got '0'."],
    [{ threads: 65 }, '--threads: expected auto, or a whole number from 1 to 64, got 65.'],
    [{ timeout: 0 }, '--timeout: expected a number of seconds above 0, got 0.'],
    [{ timeout: '1000001' }, "--timeout: expected a number of seconds above 0, got '1000001'."],
    [{ out: '' }, "--out: expected a folder, got ''."],
    [{ optimizer: 'adm' }, /^--optimizer: expected one of sgd, .*, adamw, got 'adm'\. Did you mean adam\?$/],
    [{ loss: 'crossentropylos' }, /^--loss: .*got 'crossentropylos'\. Did you mean softmax-cross-entropy\?$/],
    [{ schedule: 'cosin' }, /^--schedule: .*got 'cosin'\. Did you mean cosine\?$/],
    [{ init: 'xavier_norml_' }, /^--init: .*got 'xavier_norml_'\. Did you mean glorot-normal\?$/],
    [{ activation: 'LeakyReLU(x)' }, /^--activation: expected leaky-relu\(α\), α from .* to .*, got 'LeakyReLU\(x\)'\.$/],
    [{ l2: '-0.1' }, "--l2: expected a number from 0, got '-0.1'."],
    [{ dropout: '1' }, "--dropout: expected rates such as 0.2, each from 0 to below 1, got '1'."],
    [{ beta1: '1' }, "--beta1: expected a number from 0 to below 1, got '1'."],
    [{ beta2: 1.5 }, '--beta2: expected a number from 0 to below 1, got 1.5.'],
    [{ epsilon: 0 }, '--epsilon: expected a number above 0, got 0.'],
    [{ targets: '1,1' }, "--targets: expected two different numbers, such as -1,1 or 0.01,0.99, got '1,1'."],
    [{ targets: '0,1,2' }, "--targets: expected two different numbers, such as -1,1 or 0.01,0.99, got '0,1,2'."],
    [{ earlyStopping: 0 }, '--early-stopping: expected a whole number from 1, got 0.'],
    [{ normMomentum: 0, normalise: 'batch' }, '--norm-momentum: expected a number above 0, at most 1, got 0.'],
    [{ accumulate: 0 }, '--accumulate: expected a whole number from 1, got 0.'],
    [{ minDelta: -1 }, '--min-delta: expected a number from 0, got -1.'],
    [{ classWeights: '1,-2' }, "--class-weights: expected 'balanced', or a weight above 0 for each class, such as 1,2.5, got '1,-2'."],
    [{ lr: 'fast' }, "--lr: expected a number above 0, got 'fast'."],
    [{ lr: 0.1, learningRate: 0.2 }, '--lr and --learning-rate are one option; give one of them.'],
    [{ assertParity: 'yes' }, "--assert-parity: expected true or false, got 'yes'."],
  ])('refuses %j', (settings, message) => {
    expect(complaint(settings)).toEqual(typeof message === 'string' ? message : expect.stringMatching(message));
  });
});

it('refuses lists in lists, however deep, in one short line', () => {
  expect(complaint({ hidden: JSON.parse('['.repeat(9999) + ']'.repeat(9999)) })).toBe(`--hidden: ${widths}, got [ [ [Array] ] ].`);
});

describe('settings that contradict each other', () => {
  it.each<[Record<string, unknown>, string]>([
    [{ data: 'digits', train: 'a.csv' }, '--train names a file where --data already names what to read; give one of them.'],
    [{ test: 'b.csv' }, '--test needs --train beside it.'],
    [{ threads: 2, kernel: 'blocked' }, '--threads goes with --kernel simd: the blocked kernels have one thread.'],
    [{ trainRows: 10, validation: 0.2 }, '--validation and --train-rows both say what to validate with; give one of them.'],
    [{ train: 'a.csv', test: 'b.csv', testFraction: 0.2 }, '--test-fraction is for a single file without --test.'],
    [{ testFraction: 0.2 }, '--test-fraction is for a single file without --test.'],
    [{ label: 'a', labelColumn: 'a' }, '--label-column and --label say the same; give one of them.'],
    [{ missingIndicators: true }, '--missing-indicators say where values were filled in; --missing mean, median or most-frequent does that.'],
    [{ time: true, group: 'patient' }, '--time keeps the order of the rows, --group keeps groups together; give one of them.'],
    [{ stratifyQuantiles: 4 }, '--stratify-quantiles is of a regression, --task regression; of classes every one is drawn from alike.'],
    [
      { task: 'regression', output: 'linear', stratifyQuantiles: 4, time: true },
      '--stratify-quantiles draws from parts of the values; --time, --group and --no-stratify draw otherwise. Give one of them.',
    ],
    [{ trainRows: 5, group: 'patient' }, '--train-rows would divide a group of --group; give --validation, a fraction.'],
    [{ threshold: 0.4 }, '--threshold goes with --output sigmoid, or several labels; of several classes the largest output is taken.'],
    [{ hidden: '8,8,8', activation: 'relu,tanh' }, '--activation names 2 activations for 3 hidden layers; give one for all or one for each.'],
    [{ seed: Number.MAX_SAFE_INTEGER, seeds: 2 }, '--seeds go beyond the largest seed, 9007199254740991.'],
    [
      { preset: 'document', assertParity: true },
      '--assert-parity has nothing to hold to under --preset: there each network has its own initial weights and order of rows.',
    ],
    [{ margin: 0.01 }, '--margin goes with --seeds: one training says nothing of how far others would lie apart.'],
    [{ seed: 5, seeds: '6,7' }, '--seed and a list of --seeds both say which to use; give one of them.'],
    [{ centred: true }, '--centred goes with --optimizer rmsprop; sgd has no variance.'],
    [{ amsgrad: true, optimizer: 'rmsprop' }, '--amsgrad goes with --optimizer adam or adamw, not with rmsprop.'],
    [{ epsilonInside: true, optimizer: 'adam' }, '--epsilon-inside is nothing that --optimizer adam has; it goes with adagrad, rmsprop or rmsprop-centred.'],
    [{ dampening: 0.5 }, '--dampening is nothing that --optimizer sgd has; it goes with momentum.'],
    [{ momentumDecay: 0.01, optimizer: 'adam' }, '--momentum-decay is nothing that --optimizer adam has; it goes with nadam.'],
    [{ penaltyIn: 'gradient' }, '--penalty-in goes with --l2 or --l1.'],
    [{ decayBiases: true }, '--decay-biases goes with --weight-decay.'],
    [{ normMomentum: 0.5 }, '--norm-momentum goes with --normalise batch.'],
    [{ normVariance: 'biased', normalise: 'layer' }, '--norm-variance goes with --normalise batch.'],
    [{ normEpsilon: 0.1 }, '--norm-epsilon goes with --normalise.'],
    [{ dropoutScaling: 'prediction' }, '--dropout-scaling goes with --dropout.'],
    [{ minDelta: 0.1 }, '--min-delta goes with --early-stopping.'],
    [{ monitor: 'metric' }, '--monitor goes with --early-stopping.'],
    [{ classWeightsOver: 'weights' }, '--class-weights-over goes with --class-weights.'],
    [{ targets: '-1,1' }, '--targets -1,1 are no probabilities, as a cross-entropy takes them; give some from 0 to 1, or --loss squared-error.'],
    [{ outputReduction: 'mean' }, '--output-reduction mean: the softmax cross-entropy is one number of a row, not a sum over its outputs.'],
    [{ networks: [] }, '--networks names no network; give one or more of scratch, tfjs.'],
    [{ networks: 'tfjs,tfjs' }, "--networks names 'tfjs' twice."],
  ])('refuses %j', (settings, message) => {
    expect(complaint(settings)).toBe(message);
  });

  it('are told apart from those that do not: one activation for no layer, a threshold of a sigmoid, two fractions', () => {
    expect(parse({ hidden: 'none', activation: 'tanh' }).activation).toEqual(['tanh']);
    expect(parse({ output: 'sigmoid', threshold: 0.4 }).threshold).toBe(0.4);
    expect(parse({ kernel: 'simd' }).kernel).toBe('simd');
    expect(parse({ kernel: 'blocked', dtype: 'float64' }).kernel).toBe('blocked');
    expect(parse({ seeds: 3, margin: 0.01 }).margin).toBe(0.01);
    for (const seed of [5, 8]) expect(parse({ seed, seeds: '5,6' })).toMatchObject({ seed, seeds: [5, 6] }); // 8 is what is not said
    expect(parse({ seed: Number.MAX_SAFE_INTEGER - 1, seeds: 2 }).seeds).toBe(2);
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

  it('of options that do not exist are named together, control characters escaped', () => {
    expect(complaint({ 'a\nb': 1, '\u001b[2J': 2 })).toMatch(/^--a\\nb, --\\u\{1b\}\[2-j: there is no such option\. There are /);
  });

  it('include an option that does not exist, which is answered with those that do', () => {
    expect(complaint({ learningRte: 1 })).toMatch(
      /^--learning-rte: there is no such option\. Did you mean learning-rate\? There are .*'learning-rate', 'batch-size', 'accumulate', 'epochs'/,
    );
  });

  it('are placed where they came from', () => {
    expect(() => parseRunSpec({ epochs: 0 }, (option) => `run.json: ${option}`)).toThrow(new Fault('run.json: epochs: expected a whole number from 1, got 0.'));
  });

  it('from a file cannot smuggle control characters into the terminal', () => {
    expect(complaint({ epochs: '\u001b[2J' })).toBe("--epochs: expected a whole number from 1, got '\\u{1b}[2J'.");
  });
});

describe('what others call a thing', () => {
  const told = (settings: Record<string, unknown>) => {
    const lines: string[] = [];
    const spec = parseRunSpec(
      settings,
      (option) => `--${option}`,
      (line) => lines.push(line),
    );
    return { spec, lines };
  };

  it.each<[Record<string, unknown>, Record<string, unknown>, string]>([
    [{ loss: 'CrossEntropyLoss' }, { loss: 'softmax-cross-entropy' }, "--loss: 'CrossEntropyLoss' is softmax-cross-entropy here."],
    [{ optimizer: 'SGD' }, { optimizer: 'sgd' }, "--optimizer: 'SGD' is sgd here."],
    [{ optimizer: 'AdamW' }, { optimizer: 'adamw' }, "--optimizer: 'AdamW' is adamw here."],
    [{ init: 'kaiming_uniform_' }, { init: 'he-uniform' }, "--init: 'kaiming_uniform_' is he-uniform here."],
    [{ init: 'GlorotUniform' }, { init: 'glorot-uniform' }, "--init: 'GlorotUniform' is glorot-uniform here."],
    [{ activation: 'swish' }, { activation: ['silu'] }, "--activation: 'swish' is silu here."],
    [{ activation: 'tanh,ReLU', hidden: '4,4' }, { activation: ['tanh', 'relu'] }, "--activation: 'ReLU' is relu here."],
    [{ schedule: 'CosineAnnealingLR' }, { schedule: 'cosine' }, "--schedule: 'CosineAnnealingLR' is cosine here."],
    [{ schedule: 'StepLR(30)' }, { schedule: 'step(30)' }, "--schedule: 'StepLR(30)' is step(30) here."],
    [{ normalise: 'BatchNorm1d' }, { normalise: 'batch' }, "--normalise: 'BatchNorm1d' is batch here."],
    [{ l2: 0.1, penaltyAs: 'lambda/2n' }, { penaltyAs: 'λ/2n' }, "--penalty-as: 'lambda/2n' is λ/2n here."],
    [{ lr: '0.5' }, { learningRate: 0.5 }, '--lr is learning-rate here.'],
    [{ learning_rate: 0.5 }, { learningRate: 0.5 }, '--learning_rate is learning-rate here.'],
    [{ clipnorm: 1 }, { clipTensorNorm: 1 }, '--clipnorm is clip-tensor-norm here.'],
    [{ patience: 3 }, { earlyStopping: 3 }, '--patience is early-stopping here.'],
  ])('%j is taken, and told', (settings, spec, line) => {
    expect(told(settings)).toEqual({ spec: expect.objectContaining(spec) as unknown, lines: [line] });
  });

  it('is told with what is otherwise there', () => {
    expect(told({ loss: 'MSELoss', output: 'tanh' }).lines).toEqual([
      "--loss: 'MSELoss' is squared-error here; where that is a mean over the outputs too, add --output-reduction mean.",
    ]);
  });

  it('is not told where it is what it is called here', () => {
    expect(told({ loss: 'huber(2)', output: 'tanh', learningRate: 0.1, optimizer: 'adam' }).lines).toEqual([]);
  });

  it('leads to no other word: no two records of a kind have a name in common', () => {
    for (const records of [ACTIVATIONS, LOSSES, OPTIMISER_WORDS, INITIALISERS, SCHEDULES, LAMBDAS] as readonly (readonly Word[])[]) {
      const names = records.flatMap(({ name, alsoCalled = [] }) => [name, ...alsoCalled].map(folded));
      expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
    }
    const options = SETTINGS.flatMap(({ name, alsoCalled = [] }) => [name, ...alsoCalled]);
    expect(options.filter((name, i) => options.indexOf(name) !== i)).toEqual([]);
  });
});

describe('changedSettings', () => {
  it('is empty for the defaults', () => {
    expect(changedSettings(parse())).toEqual([]);
  });

  it('names what is not the default, as it would be typed', () => {
    expect(changedSettings(parse({ hidden: 'none', epochs: 5, labelColumn: 'species', networks: 'tfjs,scratch', assertParity: true }))).toEqual([
      ['label-column', 'species'],
      ['hidden', 'none'],
      ['epochs', '5'],
      ['networks', 'tfjs,scratch'],
      ['assert-parity', 'true'],
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
