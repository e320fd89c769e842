/** What can do TensorFlow.js' arithmetic; auto is the first of the others that is there. */
export const RUNTIMES = ['auto', 'native', 'wasm', 'cpu'] as const;
