// Of the kernels for float64 what most trainings need; the rest is JavaScript's, in float64 itself.
export { affine, inputGradient, weightGradient } from './layers';
export { softmaxCrossEntropy } from './losses';
export { biasGradient } from './sums';
export { descend, gate } from './threads/shared-passes64';
export { disband, help, present, taken, team } from './threads/team';
