/** What other programs may import: run a comparison, diagnose a network, and make either of them readable. */
export { compare, type CompareObserver } from './compare.ts';
export { parseRunSpec, type RunSpec } from '../src/run/config.ts';
export { Fault } from '../src/fault.ts';
export { diagnose, DEFAULT_MODEL, type DiagnoseOptions } from './diagnose/diagnose.ts';
export type { Diagnosis } from './diagnose/diagnosis.ts';
export { toMarkdown, toText } from './show/words/diagnosis.ts';
export { pluginBackend } from './networks/plugin-backend.ts';
export { localBackend } from './networks/local-backend.ts';
export { markdownReport } from './show/markdown/markdown.ts';
export { writeReport } from './cli/report/write.ts';
export type { Comparison } from './results/schema.ts';
export type { Matrix } from '../src/numbers/matrix.ts';
export type { ModelSpec } from '../src/model/model-spec.ts';
export type { Backend, Network } from '../src/model/network.ts';
export type { LayerWeights } from '../src/model/tensors.ts';
