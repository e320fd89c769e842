import { join } from 'node:path';
import { packageRoot } from '../src/host/package-root.ts';
import { VARIATIONS, type VariationName } from './variations.ts';

/** One line of a table: a program that does the workload in a process of its own. */
export interface Row {
  readonly id: string;
  readonly title: string;
  /** The command that does it; `subject` is the task's folder or the file to read. */
  command(subject: string): readonly [program: string, ...args: string[]];
  /** What its process finds in its environment beside this one's. */
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * What keeps libraries from vectors wider than 256 bits, the widest that WebAssembly gets: OpenBLAS (NumPy), and for PyTorch its own
 * kernels, oneDNN and MKL. On a processor with AVX-512 these rows tell how much of a gap is the width of the vectors.
 */
const NO_WIDER_THAN_256 = { OPENBLAS_CORETYPE: 'Haswell', ATEN_CPU_CAPABILITY: 'avx2', ONEDNN_MAX_CPU_ISA: 'AVX2', MKL_ENABLE_INSTRUCTIONS: 'AVX2' };

const root = packageRoot();

const NUMPY = python('numpy-fast', 'NumPy, float32, memory made once', 'numpy_fast');
const TORCH = python('torch-fast', 'PyTorch, hand-made batches', 'torch_fast');
const OPENBLAS = python('openblas', 'the products alone: OpenBLAS sgemm', 'openblas');

export const TRAINING_ROWS: readonly Row[] = [
  scratch('simd', 'hand-written, simd'),
  scratch('simd-plain', 'hand-written, simd without relaxed multiply-add'),
  scratch('blocked', 'hand-written, blocked'),
  scratch('naive', 'hand-written, naive'),
  compiled('tfjs-native', 'TensorFlow.js, native', 'tfjs', 'native'),
  compiled('tfjs-wasm', 'TensorFlow.js, wasm', 'tfjs', 'wasm'),
  compiled('tfjs-cpu', 'TensorFlow.js, cpu', 'tfjs', 'cpu'),
  NUMPY,
  python('numpy-document', "NumPy, the document's classes", 'numpy_document'),
  TORCH,
  python('torch-document', "PyTorch, the document's DataLoader", 'torch_document'),
  python('torch-compiled', 'PyTorch, torch.compile', 'torch_compiled'),
  python('jax', 'JAX, an epoch compiled as one', 'jax_fast'),
  compiledAlone('brain', 'brain.js'),
  scratch('simd-products', 'the products alone: simd'),
  OPENBLAS,
  ...[NUMPY, TORCH, OPENBLAS].map(narrower),
];

/** Of each library its fastest way: what a table of them all takes under four minutes with. */
export const QUICK_ROWS = ['simd', 'tfjs-native', 'tfjs-wasm', 'numpy-fast', 'torch-fast', 'torch-compiled', 'jax', 'simd-products', 'openblas'];

/** Each variation by ours and by its peers, beside plain SGD with ReLU. */
export const VARIED_ROWS: readonly Row[] = (Object.keys(VARIATIONS) as VariationName[]).flatMap((name) => [
  variedBy(name, scratch('simd', 'hand-written, simd')),
  variedBy(name, compiled('tfjs-native', 'TensorFlow.js, native', 'tfjs', 'native')),
  variedBy(name, compiled('tfjs-wasm', 'TensorFlow.js, wasm', 'tfjs', 'wasm')),
  variedBy(name, TORCH),
]);

/** Each on as many threads as it takes on all cores. */
export const THREADED_ROWS: readonly Row[] = [
  scratch('simd-threads', 'hand-written, simd, threads by time'),
  scratch('simd', 'hand-written, simd, one thread'),
  NUMPY,
  TORCH,
];

export const CSV_ROWS: readonly Row[] = [
  compiled('loader', 'the loader', 'csv', 'loader'),
  compiled('csv-parse', 'csv-parse alone', 'csv', 'csv-parse'),
  python('loadtxt', 'NumPy loadtxt', 'numpy_loadtxt'),
];

/** One file by our reader of tables, alone and with what is made of its columns, and by the reader that both are held against, the last. */
export const READING_ROWS: readonly Row[] = [
  compiled('table', 'reading', 'csv', 'table'),
  compiled('columns', 'reading + columns', 'csv', 'columns'),
  python('pandas', 'pandas', 'pandas_read_csv'),
];

function variedBy(name: VariationName, { id, title, command }: Row): Row {
  return { id: `${id}/${name}`, title: `${VARIATIONS[name].title}: ${title}`, command: (subject) => [...command(subject), name] };
}

function narrower(row: Row): Row {
  return { ...row, id: `${row.id}-256`, title: `${row.title}, no vectors wider than 256 bits`, env: NO_WIDER_THAN_256 };
}

function scratch(id: string, title: string): Row {
  return compiled(id, title, 'scratch', id);
}

function compiledAlone(id: string, title: string): Row {
  return { id, title, command: (subject) => [process.execPath, runnerAt(id), subject] };
}

/** Compiled, as the program is when it is installed: no translator in start-up and memory. */
function compiled(id: string, title: string, runner: string, argument: string): Row {
  return { id, title, command: (subject) => [process.execPath, runnerAt(runner), argument, subject] };
}

function runnerAt(name: string): string {
  return join(root, 'dist', 'bench', 'runners', `${name}.js`);
}

function python(id: string, title: string, script: string): Row {
  return { id, title, command: (subject) => ['python3', join(root, 'bench', 'python', `${script}.py`), subject] };
}
