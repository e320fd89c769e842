import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Fault, list, nearest, quoted, suggestion } from '../../../src/fault.ts';
import { calledAs } from '../../../src/host/called-as.ts';
import { whyNotWritten } from '../../../src/host/cannot-write.ts';
import { writeWhole } from '../../../src/host/write-whole.ts';
import type { LayerWeights } from '../../../src/model/tensors.ts';
import { folderName } from '../../../src/run/repeat-command.ts';
import { REPORTS } from '../../../src/run/settings/result.ts';
import { epochsCsv, notebookJson } from '../../export/curves.ts';
import { toOnnx } from '../../export/onnx.ts';
import { readTrained } from '../../export/read-trained.ts';
import { EVENTS, toEvents } from '../../export/tensorboard.ts';
import { torchSafetensors } from '../../export/torch.ts';
import { type Trained, WEIGHTS_FILE } from '../../export/trained.ts';
import { readResults } from '../../results/file.ts';
import type { Comparison } from '../../results/schema.ts';
import { resultsOf } from '../history/runs.ts';
import type { Terminal } from '../progress/show-run.ts';

export interface ExportArguments {
  readonly format?: string;
  readonly network?: string;
  readonly out?: string;
}

/** Files by where they go beneath the run's folder, or where --out says. */
type Files = ReadonlyMap<string, string | Uint8Array>;

/** What is exported. */
interface Exported {
  readonly comparison: Comparison;
  readonly finished: Date;
  /** The weights of the network that is asked for. */
  network(): { readonly name: string; readonly trained: Trained; readonly weights: readonly LayerWeights[] };
}

const FORMATS: Readonly<Record<string, (run: Exported) => Files>> = {
  onnx: (run) => of(run, 'onnx', ({ trained, weights }) => toOnnx(trained, weights)),
  safetensors: (run) => of(run, 'safetensors', ({ trained, weights }) => torchSafetensors(trained, weights)),
  csv: ({ comparison }) => new Map([['epochs.csv', epochsCsv(comparison)]]),
  json: ({ comparison }) => new Map([['notebook.json', notebookJson(comparison)]]),
  tensorboard: ({ comparison, finished }) => {
    const file = `${EVENTS}.${Math.floor(finished.getTime() / 1000)}.mlp-compare`;
    return new Map(comparison.networks.map((network) => [join('tensorboard', folderName([network.name]), file), toEvents(network, finished)]));
  },
};

export const FORMAT_NAMES = Object.keys(FORMATS);

function of(run: Exported, ending: string, make: (network: ReturnType<Exported['network']>) => Uint8Array): Files {
  const network = run.network();
  return new Map([[`${folderName([network.name])}.${ending}`, make(network)]]);
}

/** Writes a run in another program's format, and says where. @throws Fault */
export async function exportCommand(place: string, { format, network, out }: ExportArguments, terminal: Terminal): Promise<void> {
  if (format === undefined)
    throw new Fault(`--format: which of ${list(FORMAT_NAMES)}? For example: ${calledAs('compare', [`export ${place}`, '--format onnx'])}`);
  const make = Object.hasOwn(FORMATS, format) ? FORMATS[format] : undefined;
  if (!make) throw new Fault(`--format: expected one of ${list(FORMAT_NAMES)}, got ${quoted(format)}.${suggestion(nearest(format, FORMAT_NAMES))}`);
  const path = await resultsOf(place, REPORTS);
  const comparison = await readResults(path);
  const folder = dirname(path);
  const finished = new Date(comparison.finished ?? 0);
  const files = make({ comparison, finished, network: () => networkIn(folder, comparison, network) });
  for (const [name, content] of files) {
    const target = out === undefined ? join(folder, name) : files.size === 1 && !name.startsWith('tensorboard') ? out : join(out, name);
    write(target, content);
    terminal.print(`Written: ${target}`);
  }
}

function networkIn(folder: string, { networks }: Comparison, asked: string | undefined): ReturnType<Exported['network']> {
  const path = join(folder, WEIGHTS_FILE);
  if (!existsSync(path)) throw new Fault(`${path} is not there: the run was made before weights were kept, or no network trained to its end.`);
  const trained = readTrained(readFileSync(path), path);
  const name = asked ?? networks.map((network) => network.name).find((one) => trained.networks.has(one)) ?? '';
  const weights = trained.networks.get(name);
  const names = [...trained.networks.keys()];
  if (!weights) throw new Fault(`--network: there are weights of ${list(names)}, not of ${quoted(name)}.${suggestion(nearest(name, names))}`);
  return { name, trained, weights };
}

function write(path: string, content: string | Uint8Array): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeWhole(path, content);
  } catch (error) {
    throw new Fault(`${path} cannot be written: ${whyNotWritten(error)}. Choose another place with --out.`);
  }
}
