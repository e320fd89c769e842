/** What other programs may import: run a comparison, diagnose a network, and make either of them readable. */
export { compare, type CompareObserver } from './compare.ts';
export { parseRunSpec, type RunSpec } from '../src/config.ts';
export { Fault } from '../src/fault.ts';
export { diagnose, DEFAULT_MODEL, type DiagnoseOptions } from './diagnose/diagnose.ts';
export type { Diagnosis } from './diagnose/diagnosis.ts';
export { toMarkdown, toText } from './diagnose/to-text.ts';
export { pluginBackend } from './plugins/plugin-backend.ts';
export { localBackend } from './plugins/local-backend.ts';
export { markdownReport } from './report/markdown.ts';
export { writeReport } from './report/write.ts';
export type { Comparison } from './results/schema.ts';
export type { Matrix } from '../src/matrix.ts';
export type { ModelSpec } from '../src/model-spec.ts';
export type { Backend, LayerWeights, Network } from '../src/network.ts';
