import { existsSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { toDatasets } from '../data/columns/datasets.ts';
import type { ColumnOptions } from '../data/columns/options.ts';
import { imageOf, isOfImages, labelIn } from '../data/data-image.ts';
import { GENERATED_SETS, generatedFolder, isGenerated } from '../data/generate/generated.ts';
import { isPlaneSet, planeSet } from '../data/generate/plane.ts';
import { PLANE_SETS } from '../data/generate/plane-sets.ts';
import type { RawTable } from '../data/raw-table.ts';
import { readTable } from '../data/table/read-table.ts';
import { Fault, nearest, quoted, suggestion } from '../fault.ts';
import { packageRoot } from '../host/package-root.ts';
import type { RunSpec } from './config.ts';
import { type LoadedData, loaded, type ReadData } from './loaded.ts';
import { DEFAULT_DATA, SHIPPED_SETS } from './settings/data.ts';

/** Told of a file that takes its time, how many of how many bytes are read. */
export type OnReading = (path: string, done: number, of: number) => void;

/** Tables that are at hand, in place of files. */
export interface Tables {
  readonly name: string;
  readonly train: RawTable;
  readonly test?: RawTable | undefined;
  /** Whether every column is to be learnt from, whatever it holds, but the targets. */
  readonly areAllFeatures?: boolean;
}

/** Reads the files that `spec` names, or takes the tables, and splits them into training, validation and test rows. @throws Fault */
export async function loadData(spec: RunSpec, onReading?: OnReading, tables?: Tables): Promise<LoadedData> {
  return loaded(spec, await readData(spec, onReading, tables));
}

/** The same, before it is divided. @throws Fault */
export async function readData(spec: RunSpec, onReading?: OnReading, tables?: Tables): Promise<ReadData> {
  return tables ? ofTables(spec, tables) : await readRows(spec, onReading);
}

function ofTables(spec: RunSpec, { name, train, test, areAllFeatures = false }: Tables): ReadData {
  const options = columnOptions(spec, undefined);
  const datasets = toDatasets(train, test, { ...options, arePixels: options.arePixels || areAllFeatures });
  return { name, ...datasets, image: imageOf(spec.image, undefined, datasets.train.X.cols) };
}

/** Rows from files, or of a set of the plane, which is made in memory whenever it is asked for. */
async function readRows(spec: RunSpec, onReading?: OnReading): Promise<ReadData> {
  const { data, task } = spec;
  if (data !== undefined && !existsSync(data) && isPlaneSet(data)) {
    if (task === 'regression' || task === 'labels') throw new Fault(`--task ${task}: the generated set ${data} is of classes.`);
    return { name: data, ...planeSet(data), warnings: [], image: imageOf(spec.image, undefined, 2) };
  }
  const files = filesOf(await withGenerated(spec));
  const folder = files.isFolder ? dirname(files.train) : undefined;
  const { delimiter, header, skip } = spec;
  const read = (path: string) => readTable(path, { delimiter, header, skip, onProgress: (done, of) => onReading?.(path, done, of) });
  const train = await read(files.train);
  const test = files.test === undefined ? undefined : await read(files.test);
  const datasets = toDatasets(train, test, columnOptions(spec, folder));
  return { name: files.name, ...datasets, image: imageOf(spec.image, folder, datasets.train.X.cols) };
}

/** What is said of the columns, on the command line or by the data set itself. */
function columnOptions(spec: RunSpec, folder: string | undefined): ColumnOptions {
  const said = spec.label ?? spec.labelColumn;
  const own = said === undefined ? labelIn(folder) : undefined;
  return {
    ...spec,
    label: said ?? own,
    ...(own !== undefined && { labelSaidBy: 'as the data set says' }),
    arePixels: spec.image !== undefined || isOfImages(folder),
  };
}

/** A generated set is made on demand, and from then on a folder like any other. */
async function withGenerated(spec: RunSpec): Promise<RunSpec> {
  const { data } = spec;
  return data !== undefined && !existsSync(data) && isGenerated(data) ? { ...spec, data: await generatedFolder(data) } : spec;
}

interface Files {
  readonly name: string;
  readonly train: string;
  readonly test: string | undefined;
  readonly isFolder: boolean;
}

function filesOf({ data, train, test, testFraction }: RunSpec): Files {
  const single = train ?? (data !== undefined && isFile(data) ? data : undefined);
  if (single) return { name: basename(single).replace(/(\.[a-z]+)?(\.gz|\.zip)?$/i, ''), train: single, test, isFolder: false };
  const folder = data ? folderOf(data) : shippedFolder(DEFAULT_DATA);
  const option = test ? '--test' : testFraction ? '--test-fraction' : undefined;
  if (option) throw new Fault(`${option} is for a single file; ${folder} is a folder, with a test file of its own.`);
  return { name: basename(resolve(folder)), train: csvIn(folder, 'train'), test: csvIn(folder, 'test'), isFolder: true };
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

const DATA_SETS = [...SHIPPED_SETS, ...PLANE_SETS, ...GENERATED_SETS];

/** A folder as the user gave it, or, by its name alone, a data set that ships. */
function folderOf(data: string): string {
  if (existsSync(data)) return data;
  const shipped = shippedFolder(basename(data));
  if (['.', 'data'].includes(dirname(data)) && existsSync(shipped)) return shipped;
  throw new Fault(
    `--data ${quoted(data)}: there is no such file or folder, and no data set of that name ships.${suggestion(nearest(basename(data), DATA_SETS))}`,
  );
}

function csvIn(folder: string, part: 'train' | 'test'): string {
  const candidates = [join(folder, `${part}.csv`), join(folder, `${part}.csv.gz`)];
  const found = candidates.find((path) => existsSync(path));
  if (!found) throw new Fault(`${folder} has no ${part}.csv or ${part}.csv.gz. For files of other names use --train and --test.`);
  return found;
}

function shippedFolder(name: string): string {
  return relativeIfShorter(join(packageRoot(), 'data', name));
}

function relativeIfShorter(path: string): string {
  const short = relative(process.cwd(), path);
  return short.startsWith('..') ? path : short;
}
