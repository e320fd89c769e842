/**
 * TensorFlow.js as a word of the vocabulary speaks of it: types alone, nothing of it is loaded. A record says here how
 * TensorFlow.js computes the same thing, so that a word is added in one place.
 */
export type Tf = typeof import('@tensorflow/tfjs-core') & typeof import('@tensorflow/tfjs-layers');
export type { Scalar, Tensor, Tensor2D } from '@tensorflow/tfjs-core';
