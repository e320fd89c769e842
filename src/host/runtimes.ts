/** What can do TensorFlow.js' arithmetic; the first is the default, auto: the first of the others that is there. */
export const RUNTIMES = ['auto', 'native', 'wasm', 'cpu'] as const;
