/** The package in a browser: what needs neither files nor threads. Every network is one that is at hand. */

export { type ScratchOptions, scratchBackend } from '../scratch/backend.ts';
export { Fault } from '../src/fault.ts';
export { layersOf, type ModelSpec } from '../src/model/model-spec.ts';
export type { Backend, Network } from '../src/model/network.ts';
export type { LayerWeights } from '../src/model/tensors.ts';
export type { Matrix } from '../src/numbers/matrix.ts';
export { type DiagnoseEvent, type DiagnoseRequest, type DiagnoseResult, diagnoseAtHand as diagnose } from './api/diagnose-at-hand.ts';
export type { AnyNetworkMaker } from './api/networks.ts';
export type { Running } from './api/running.ts';
export type { Settings } from './api/settings.ts';
export type { Diagnosis } from './diagnose/diagnosis.ts';
export { interactions, shapleyShares } from './explain/shapley.ts';
export { fromNested, oneHot, toNested, toVector, transposed } from './networks/adapters.ts';
export { defineNetwork, type HandWrittenNetwork, type NetworkMaker } from './networks/define-network.ts';
export { localBackend } from './networks/local-backend.ts';
export { toMarkdown, toText } from './show/words/diagnosis.ts';
