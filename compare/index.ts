/** What other programs may import: compare networks, diagnose one, explain a gap, and make what was found readable. */

export { Fault } from '../src/fault.ts';
export type { ModelSpec } from '../src/model/model-spec.ts';
export type { Backend, Network } from '../src/model/network.ts';
export type { LayerWeights } from '../src/model/tensors.ts';
export type { Matrix } from '../src/numbers/matrix.ts';
export type { EpochRecord } from '../src/run/history.ts';
export { type CompareRequest, compare } from './api/compare.ts';
export { diagnose } from './api/diagnose.ts';
export type { DiagnoseEvent, DiagnoseRequest, DiagnoseResult } from './api/diagnose-at-hand.ts';
export type { CompareEvent } from './api/events.ts';
export { type ExplainEvent, type ExplainRequest, type ExplainResult, explain } from './api/explain.ts';
export type { AnyNetworkMaker, NetworkGiven } from './api/networks.ts';
export type { CompareResult, Diverged } from './api/outcome.ts';
export type { Running } from './api/running.ts';
export type { Settings } from './api/settings.ts';
export type { Cell, DataGiven, InMemory, Numbers, Rows, Samples } from './api/tables.ts';
export type { Configuration, ConfigurationGiven } from './api/ways.ts';
export { assertTrainsLikeTheReference } from './assert-trains-like-the-reference.ts';
export { writeReport } from './cli/report/write.ts';
export type { Diagnosis } from './diagnose/diagnosis.ts';
export type { Explanation } from './explain/explanation.ts';
export { defineNetwork, type HandWrittenNetwork, type NetworkMaker } from './networks/define-network.ts';
export { localBackend } from './networks/local-backend.ts';
export { pluginBackend } from './networks/plugin-backend.ts';
export type { Comparison } from './results/schema.ts';
export { markdownReport } from './show/markdown/markdown.ts';
export { toMarkdown, toText } from './show/words/diagnosis.ts';
