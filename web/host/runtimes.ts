/** What can do TensorFlow.js' arithmetic in a page; the first is the default. */
export const RUNTIMES = ['wasm', 'webgl', 'cpu'] as const;
