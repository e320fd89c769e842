import type { Trained } from '../learn/curves/trained.ts';

/** What the page asks for: how many rows a batch has. */
export interface Asked {
  readonly batchSize: number;
}

/** What it tells, all of it computed from these trainings. */
export interface Story {
  readonly batchSize: number;
  readonly learningRate: number;
  readonly right: Trained;
  /** With both of the document's mistakes. */
  readonly wrong: Trained;
  /** How far the losses are from the right ones with the mean taken twice, at a learning rate that is as many times as large as a batch has rows; on rows of which every batch is full, and on all. */
  readonly undone: { readonly full: number; readonly all: number };
  /** Of the gap in accuracy at the end: what each mistake accounts for. */
  readonly gap: { readonly right: number; readonly wrong: number; readonly shares: readonly { readonly name: string; readonly share: number }[] };
}
