/** What other programs may import: read data, run a comparison, diagnose a network, and make any of them readable. */

export { type Datasets, toDatasets } from '../src/data/columns/datasets.ts';
export type { ColumnOptions } from '../src/data/columns/options.ts';
export type { DataStory } from '../src/data/columns/story.ts';
export type { Dataset } from '../src/data/dataset.ts';
export type { RawColumn, RawTable } from '../src/data/raw-table.ts';
export { readTable } from '../src/data/table/read-table.ts';
export { Fault } from '../src/fault.ts';
export type { ModelSpec } from '../src/model/model-spec.ts';
export type { Backend, Network } from '../src/model/network.ts';
export type { LayerWeights } from '../src/model/tensors.ts';
export type { Matrix } from '../src/numbers/matrix.ts';
export { parseRunSpec, type RunSpec } from '../src/run/config.ts';
export { assertTrainsLikeTheReference } from './assert-trains-like-the-reference.ts';
export { writeReport } from './cli/report/write.ts';
export { type CompareObserver, type CompareOptions, compare } from './compare.ts';
export { DEFAULT_MODEL, type DiagnoseOptions, diagnose } from './diagnose/diagnose.ts';
export type { Diagnosis } from './diagnose/diagnosis.ts';
export { localBackend } from './networks/local-backend.ts';
export { pluginBackend } from './networks/plugin-backend.ts';
export type { Comparison } from './results/schema.ts';
export { markdownReport } from './show/markdown/markdown.ts';
export { toMarkdown, toText } from './show/words/diagnosis.ts';
