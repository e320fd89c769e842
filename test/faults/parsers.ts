import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { zipSync } from 'fflate';
import { openStore } from '../../compare/cli/explain/store.ts';
import { toOnnx } from '../../compare/export/onnx.ts';
import { readTrained } from '../../compare/export/read-trained.ts';
import { trainedFile } from '../../compare/export/trained.ts';
import { readRubric } from '../../compare/grade/rubric.ts';
import { submissionsIn } from '../../compare/grade/submission.ts';
import { activationOf } from '../../src/model/activations/activations.ts';
import { INITIALISERS } from '../../src/model/initialisers/initialisers.ts';
import { lossNamed } from '../../src/model/losses/losses.ts';
import { checkWeights } from '../../src/model/tensors.ts';
import { read } from '../../src/model/word.ts';
import { parseRunSpec } from '../../src/run/config.ts';
import { readConfig } from '../../src/run/config-file.ts';
import { readWeights } from '../../src/run/weights-file.ts';
import { fragmentOf, programIn } from '../../web/diagnose/link.ts';
import { modelOf, SOFTMAX3, weightsFor } from '../tiny-plan.ts';

/** What reads something that others write, beside the tables of data, which have tests of their own. */
export interface Parser {
  readonly name: string;
  /** As it should be. */
  readonly sound: readonly Uint8Array[];
  /** Reads it, and uses all of what came of it. @throws Fault alone */
  readonly parse: (bytes: Uint8Array) => void;
}

const text = (...texts: readonly string[]) => texts.map((one) => Buffer.from(one));

/** A parser of a file that must lie on a disk. */
function inFile(name: string, parse: (path: string) => void): Parser['parse'] {
  const folder = mkdtempSync(join(tmpdir(), 'parser-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return (bytes) => {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
    parse(path);
  };
}

const tinyModel = modelOf(2, [3], 'tanh', SOFTMAX3);
const weights = weightsFor(tinyModel, 1);
const trained = { model: tinyModel, features: { mean: [1, 2], unit: [1, 1] }, classes: ['a', 'b', 'c'], networks: new Map([['scratch', weights]]) };
const layers = weights.map(({ W, b }) => ({ W: Array.from({ length: W.rows }, (_, r) => [...W.data.slice(r * W.cols, (r + 1) * W.cols)]), b: [...b.data] }));

export const PARSERS: readonly Parser[] = [
  {
    name: 'words',
    sound: text('leaky-relu(0.2)', 'elu(1)', 'huber(1.5)', 'squared-error', 'normal(0.05)', 'he-normal'),
    parse(bytes) {
      const word = Buffer.from(bytes).toString();
      const readers = [activationOf, lossNamed, (written: string) => read(INITIALISERS, written, 'initialiser')];
      for (const reader of readers) passing(() => reader(word));
    },
  },
  {
    name: 'configurations',
    sound: text(
      '{ "data": "penguins", "hidden": [4, 8], "epochs": 2, "activation": "leaky-relu(0.2)" }',
      '{"train":"a.csv","learning-rate":0.5,"networks":["scratch"]}',
    ),
    parse: inFile('run.json', (path) => void parseRunSpec(readConfig(path), (option) => `--${option}`)),
  },
  {
    name: 'initial weights',
    sound: text(JSON.stringify({ layers })),
    parse: inFile('weights.json', (path) => checkWeights(tinyModel, readWeights(path, tinyModel, 'weights.json'))),
  },
  {
    name: 'trained weights',
    sound: [trainedFile(trained)],
    parse(bytes) {
      const read = readTrained(bytes, 'weights.safetensors');
      for (const held of read.networks.values()) toOnnx(read, held);
    },
  },
  {
    name: 'rubrics',
    sound: text(
      'title: A\nitems:\n  loss: 3\n  batch: { points: 2, hidden: true }\nreveal: name\nlimits: { answer: 5 }\n',
      'accept: [mean-twice]\nmodel: &m { hidden: "4" }\nundeclared: accept\n',
    ),
    parse: inFile('rubric.yaml', (path) => void readRubric(path)),
  },
  {
    name: 'trainings that are kept',
    sound: text(`${JSON.stringify({ key: 'ab', title: 'scratch', seed: 3, outcome: { score: 0.5, testScore: 'NaN' } })}\n`.repeat(3)),
    parse: inFile('cells.jsonl', (path) => void openStore(dirname(path), () => 'ab', { resume: true }).held),
  },
  {
    name: 'submissions',
    sound: [zipSync({ 'network.py': Buffer.from('class Network: pass\n'), 'data/a.txt': Buffer.from('a'.repeat(300)) })],
    parse: inFile('ann.zip', (path) => void submissionsIn([path]).map(({ files, main, refused }) => [files.size, main ?? refused])),
  },
  {
    name: 'links',
    sound: text(fragmentOf({ source: 'export default class {}\n'.repeat(9), options: { hidden: '4,4' } }) ?? ''),
    parse(bytes) {
      const program = programIn(Buffer.from(bytes).toString());
      if (program && [program.source, ...Object.values(program.options)].some((one) => typeof one !== 'string')) throw new TypeError('a part of a program');
    },
  },
];

/** Words are read by one reader or another: each refuses in the same way. */
function passing(read: () => unknown): void {
  try {
    read();
  } catch (error) {
    if (!(error instanceof Error && error.name === 'Fault')) throw error;
  }
}
