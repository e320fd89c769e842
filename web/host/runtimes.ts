/** What can do TensorFlow.js' arithmetic in a page, the first if nobody asks for another. */
export const RUNTIMES = ['wasm', 'webgl', 'cpu'] as const;
