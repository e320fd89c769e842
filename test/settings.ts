import fc from 'fast-check';
import { camel, RUN_OPTIONS } from '../src/run/config.ts';

/** What an option's value may look like, right or wrong, as it would be typed. */
export const typedValue: fc.Arbitrary<string> = fc.oneof(
  // biome-ignore format: values of a kind on a line
  fc.constantFrom(
    '', ' ', 'none', 'relu', 'tanh,relu', 'softmax', 'sigmoid', 'he-normal', 'float32', 'float64', 'simd', 'naive', 'auto', 'cpu', 'scratch', 'scratch,tfjs', 'tfjs,tfjs',
    'document', 'penguins', 'mine.ts', "python3 'my net.py' 1,2", 'tab', ';', '28x28', '0x10', 'NaN', 'Infinity', '__proto__', 'constructor', '-1', '0', '-0', '1', '2', '64', '64,64',
    '0.2', '.5', '1e-3', '1e999', '1e308', '9007199254740991', '9007199254740993', '1,2,3', '1,1', 'a\nb', '\u001b[2J', '\uFEFF', '\0',
  ),
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.nat().map(String),
  fc.double().map(String),
);

/** A value as a configuration file may hold it. */
const jsonValue = fc.oneof(
  { weight: 3, arbitrary: typedValue },
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.constant(null),
  fc.array(fc.oneof(typedValue, fc.nat(300)), { maxLength: 4 }),
  fc.jsonValue({ maxDepth: 2 }),
);

/** Settings by their names in camelCase: mostly real names, mostly few. */
export const anySettings: fc.Arbitrary<Record<string, unknown>> = fc.dictionary(
  fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom(...RUN_OPTIONS).map(camel) },
    fc.string({ maxLength: 6 }),
    fc.constantFrom('__proto__', 'constructor', 'toString', 'a\nb'),
  ),
  jsonValue,
  { maxKeys: 4 },
);

const width = fc.integer({ min: 1, max: 300 });
const fraction = fc.double({ min: 0.001, max: 0.999, noNaN: true });
const name = fc.oneof(
  fc.string({ minLength: 1, maxLength: 9 }).map((text) => text.trim() || 'x'),
  fc.constantFrom('a,b', 'none', "it's", 'python3 net.py --sizes 1,2'),
);

/** Settings that are right each by itself; some contradict each other. */
export const rightSettings: fc.Arbitrary<Record<string, unknown>> = fc
  .record(
    {
      data: name,
      train: name,
      test: name,
      task: fc.constantFrom('classification', 'labels', 'regression'),
      standardiseTarget: fc.boolean(),
      trainRows: width,
      validation: fraction,
      testFraction: fraction,
      labelColumn: fc.oneof(fc.integer({ min: -9, max: 99 }), name),
      delimiter: fc.constantFrom(';', 'tab', '|'),
      label: fc.oneof(fc.integer({ min: -9, max: 99 }), name),
      columns: fc.constantFrom(['0', '2-5'], ['size']),
      drop: fc.constantFrom(['1'], ['a', 'b']),
      rows: fc.constantFrom('1000', '101-2000'),
      encode: fc.constantFrom('one-hot', 'ordinal', 'drop'),
      dates: fc.constantFrom('drop', 'days'),
      missing: fc.constantFrom('mean', 'median', 'most-frequent', 'drop-rows', 'drop-columns', 'error'),
      missingValues: fc.constantFrom(['-999'], ['?', 'unknown']),
      missingIndicators: fc.boolean(),
      group: fc.oneof(fc.integer({ min: -9, max: 99 }), name),
      time: fc.boolean(),
      stratify: fc.boolean(),
      stratifyQuantiles: fc.integer({ min: 2, max: 20 }),
      header: fc.constantFrom('yes', 'no'),
      skip: fc.nat(9),
      hidden: fc.array(width, { maxLength: 3 }),
      activation: fc.array(fc.constantFrom('relu', 'tanh', 'sigmoid'), { minLength: 1, maxLength: 2 }),
      output: fc.constantFrom('softmax', 'sigmoid', 'sigmoids', 'linear'),
      threshold: fraction,
      init: fc.constantFrom('he-normal', 'glorot-uniform', 'pytorch-default', 'orthogonal', 'normal(0.01)', 'file:weights, mine.json'),
      biasInit: fc.oneof(fc.constantFrom('zeros', 'pytorch'), fc.double({ min: -9, max: 9, noNaN: true })),
      learningRate: fc.double({ min: 1e-12, max: 1e12, noNaN: true }),
      batchSize: width,
      epochs: width,
      seed: fc.maxSafeNat(),
      seeds: fc.oneof(fc.integer({ min: 2, max: 99 }), fc.uniqueArray(fc.nat(99), { minLength: 2, maxLength: 4 })),
      margin: fraction,
      dtype: fc.constantFrom('float32', 'float64'),
      kernel: fc.constantFrom('auto', 'simd', 'naive'),
      networks: fc.subarray(['scratch', 'tfjs', 'document', './mine.ts'], { minLength: 1 }),
      network: fc.array(name, { maxLength: 2 }),
      timeout: fc.double({ min: 0.1, max: 1e6, noNaN: true }),
      topK: width,
      sweepWidth: fc.boolean(),
      assertParity: fc.boolean(),
    },
    { requiredKeys: [] },
  )
  .chain((settings) =>
    fc.subarray(Object.keys(settings), { maxLength: 6 }).map((keys) => Object.fromEntries(keys.map((key) => [key, settings[key as keyof typeof settings]]))),
  );
