/** How V8, WebAssembly and TensorFlow.js word it, and our own kernels (scratch/kernels/simd/memory.ts). */
const WORDINGS =
  /allocation failed|invalid (typed )?array (buffer )?length(?!: -)|invalid string length|could not get \d+ MiB more|could not allocate|\bOOM\b|out of memory/i;
const CODES = ['ERR_WORKER_OUT_OF_MEMORY', 'ENOMEM'];

/** Whether an error, or its cause, says that memory did not suffice. */
export function isOutOfMemory(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as NodeJS.ErrnoException;
  return CODES.includes(code ?? '') || WORDINGS.test(error.message) || isOutOfMemory(error.cause);
}
