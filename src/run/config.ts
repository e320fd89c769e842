import { inspect } from 'node:util';
import { z } from 'zod';
import { IMAGE_SIZE } from '../data/data-image.ts';
import { Fault, list, quoted } from '../fault.ts';
import { ACTIVATIONS, type Activation } from '../model/activations/activations.ts';
import { INITIALISERS } from '../model/initialisers.ts';
import { isWritten, namesOf } from '../model/word.ts';
import { PRESETS, presetSettings } from './presets.ts';

const DEFAULT_SEED = 8;
export const RUNTIMES = ['auto', 'native', 'wasm', 'cpu'] as const;
export const KERNELS = ['auto', 'simd', 'blocked', 'naive'] as const;

/** Every setting's message is what was expected; the place and what came are added where it is reported. */
const number = (expected: string, fits: (n: number) => boolean) => z.preprocess(textToNumber, z.number({ error: expected }).refine(fits, { error: expected }));
const whole = (from: number) => number(`a whole number from ${from}`, (n) => Number.isSafeInteger(n) && n >= from);
const fraction = number('a fraction between 0 and 1', (n) => n > 0 && n < 1);
const oneOf = <const T extends readonly string[]>(names: T) => z.enum(names, { error: `one of ${names.join(', ')}` });
const listOf = <T extends z.ZodType>(item: T, expected: string) => z.preprocess(textToList, z.array(item, { error: expected }));
const activation = z.custom<Activation>((written) => isWritten(ACTIVATIONS, written), { error: `one of ${namesOf(ACTIVATIONS).join(', ')}` });
const text = (expected: string) => z.string({ error: expected }).min(1, { error: expected });

const WIDTHS = "widths such as 64,64, each a whole number from 1 (for no hidden layer: 'none')";
const SEEDS = 'how many seeds, from 2 to 10,000, or a list of different ones such as 1,2,3';
const MOST_SEEDS = 10_000;
const wholeSeed = (from: number, to: number) => number(SEEDS, (n) => Number.isSafeInteger(n) && n >= from && n <= to);
const seeds = z.union(
  [wholeSeed(2, MOST_SEEDS), z.array(wholeSeed(0, Number.MAX_SAFE_INTEGER)).min(2, { error: SEEDS }).refine(allDifferent, { error: SEEDS })],
  { error: SEEDS },
);
const width = number(WIDTHS, (n) => Number.isSafeInteger(n) && n >= 1);

const PLUGIN = "a file or a command, such as ./mine.ts or 'python3 mine.py'";
const COLUMN = 'a column name or index';
const IMAGE = 'rows x columns of pixels, such as 28x28';

/** All that a run is told, by one schema for the command line and for a configuration file. */
const schema = z
  .strictObject({
    preset: oneOf(PRESETS).optional(),
    data: text('a folder with train.csv and test.csv').optional(),
    train: text('a CSV file').optional(),
    test: text('a CSV file').optional(),
    trainRows: whole(1).optional(),
    validation: fraction.optional(),
    testFraction: fraction.optional(),
    labelColumn: z.preprocess(textToNumber, z.union([z.number().refine(Number.isSafeInteger, { error: COLUMN }), text(COLUMN)], { error: COLUMN })).default(0),
    delimiter: text('a character, or tab').optional(),
    image: z.string({ error: IMAGE }).regex(IMAGE_SIZE, { error: IMAGE }).optional(),
    hidden: listOf(width, WIDTHS).default([64, 64]),
    activation: listOf(activation, 'activations').default(['relu']),
    output: oneOf(['softmax', 'sigmoid']).default('softmax'),
    threshold: fraction.optional(),
    init: oneOf(namesOf(INITIALISERS)).default('he-normal'),
    learningRate: number('a number above 0', (n) => n > 0 && Number.isFinite(n)).default(0.1),
    batchSize: whole(1).default(64),
    epochs: whole(1).default(50),
    seed: whole(0).default(DEFAULT_SEED),
    seeds: z.preprocess(textToSeeds, seeds).optional(),
    margin: fraction.optional(),
    dtype: oneOf(['float32', 'float64']).default('float32'),
    kernel: oneOf(KERNELS).default('auto'),
    tfjsRuntime: oneOf(RUNTIMES).default('auto'),
    networks: listOf(text('a network'), 'networks such as scratch,tfjs').default(['scratch', 'tfjs']),
    network: z.preprocess((value) => (typeof value === 'string' ? [value] : value), z.array(text(PLUGIN), { error: PLUGIN })).default([]),
    timeout: number('a number of seconds above 0', (n) => n > 0 && n <= 1e6).default(60),
    assertParity: z.boolean({ error: 'true or false' }).default(false),
    sweepWidth: z.boolean({ error: 'true or false' }).default(false),
    verbose: z.boolean({ error: 'true or false' }).default(false),
    quiet: z.boolean({ error: 'true or false' }).default(false),
    json: z.boolean({ error: 'true or false' }).default(false),
    out: text('a folder').optional(),
  })
  .superRefine(reportContradictions);

export type RunSpec = Readonly<Omit<z.infer<typeof schema>, 'network'>>;

type Unchecked = z.infer<z.ZodObject<typeof schema.shape>>;

function reportContradictions(run: Unchecked, context: z.RefinementCtx): void {
  const contradiction = (path: keyof Unchecked, message: string) => context.addIssue({ code: 'custom', path: [path], message, params: { whole: true } });
  if (run.data && run.train) contradiction('train', 'names a file where --data already names a folder; give one of them.');
  if (run.test && !run.train) contradiction('test', 'needs --train beside it.');
  if (run.trainRows && run.validation) contradiction('validation', 'and --train-rows both say what to validate with; give one of them.');
  if (run.testFraction && (run.test || !run.train)) contradiction('testFraction', 'is for a single --train file without --test.');
  if (run.threshold && run.output !== 'sigmoid') contradiction('threshold', 'goes with --output sigmoid; a softmax output takes the largest logit.');
  const layers = run.hidden.length;
  if (run.activation.length !== 1 && run.activation.length !== layers) {
    contradiction('activation', `names ${run.activation.length} activations for ${layers} hidden layers; give one for all or one for each.`);
  }
  if (run.preset && run.assertParity)
    contradiction('assertParity', 'has nothing to hold to under --preset: there each network has its own initial weights and order of rows.');
  if (run.kernel === 'simd' && run.dtype === 'float64') {
    contradiction('kernel', 'simd computes in float32 only; for --dtype float64 choose blocked, naive or auto.');
  }
  if (run.margin && !run.seeds) contradiction('margin', 'goes with --seeds: one training says nothing of how far others would lie apart.');
  if (typeof run.seeds === 'number' && run.seed > Number.MAX_SAFE_INTEGER - (run.seeds - 1))
    contradiction('seeds', `go beyond the largest seed, ${Number.MAX_SAFE_INTEGER}.`);
  if (Array.isArray(run.seeds) && run.seed !== DEFAULT_SEED && run.seed !== run.seeds[0])
    contradiction('seed', 'and a list of --seeds both say which to use; give one of them.');
  if (run.networks.length === 0) contradiction('networks', 'names no network; give one or more of scratch, tfjs.');
  const all = [...run.networks, ...run.network];
  const twice = all.find((name, i) => all.indexOf(name) !== i);
  if (twice) contradiction('networks', `names ${quoted(twice)} twice.`);
}

/** The options of a run, as they are written: 'learning-rate'. */
export const RUN_OPTIONS: readonly string[] = Object.keys(schema.shape).map(kebab);

/**
 * Settings as they came, keys in camelCase → RunSpec with every default filled in.
 * @param place how a setting's name is written where it came from: '--batch-size', 'run.json: batch-size'
 * @throws Fault that names every setting that is wrong, what was expected and what came
 */
export function parseRunSpec(settings: Readonly<Record<string, unknown>>, place: (option: string) => string): RunSpec {
  const result = schema.safeParse({ ...presetSettings(settings), ...settings });
  if (result.success) {
    const { network, ...spec } = result.data;
    return { ...spec, networks: [...spec.networks, ...network] };
  }
  const faults = result.error.issues.map((issue) => describe(issue, settings, place));
  throw new Fault(...new Set(faults)); // a list with two wrong items is one fault
}

function describe(issue: z.core.$ZodIssue, settings: Readonly<Record<string, unknown>>, place: (option: string) => string): string {
  if (issue.code === 'unrecognized_keys') {
    return `${issue.keys.map((unknown) => place(kebab(unknown))).join(', ')}: there is no such option. There are ${list(Object.keys(schema.shape).map(kebab), 99)}.`;
  }
  const key = String(issue.path[0]);
  const name = place(kebab(key));
  if (issue.code === 'custom' && issue.params?.['whole']) return `${name} ${issue.message}`;
  return `${name}: expected ${issue.message}, got ${shown(settings[key])}.`;
}

/** What came, on one line and no longer than helps. */
function shown(came: unknown): string {
  return typeof came === 'string' ? quoted(came) : inspect(came, { breakLength: Infinity, depth: 1, maxArrayLength: 8, maxStringLength: 40 });
}

/** The settings that are not the default (a preset's are, under it), as an option's name and its value. */
export function changedSettings(spec: RunSpec): [option: string, value: string][] {
  const defaults = schema.parse(presetSettings({ preset: spec.preset })) as Record<string, unknown>;
  return Object.entries(spec).flatMap(([key, value]): [string, string][] => {
    const text = Array.isArray(value) ? value.join(',') || 'none' : String(value);
    const usual = Array.isArray(defaults[key]) ? (defaults[key] as unknown[]).join(',') : String(defaults[key]);
    return text === usual ? [] : [[kebab(key), text]];
  });
}

/** 'learningRate' → 'learning-rate', as options are written. */
export function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`);
}

/** 'learning-rate' → 'learningRate', as settings are named here. */
export function camel(option: string): string {
  return option.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** Text from the command line that is a decimal number becomes one; anything else is left for the schema to judge. */
function textToNumber(value: unknown): unknown {
  return typeof value === 'string' && /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(value.trim()) ? Number(value) : value;
}

/** '10' is how many, '1,2,3' which ones. */
function textToSeeds(value: unknown): unknown {
  return typeof value === 'string' && value.includes(',') ? textToList(value) : value;
}

function allDifferent(values: readonly unknown[]): boolean {
  return new Set(values).size === values.length;
}

function textToList(value: unknown): unknown {
  if (value === 'none') return [];
  if (typeof value === 'string') return value.split(',').map((item) => item.trim());
  return typeof value === 'number' ? [value] : value;
}
