// Of the kernels for float64 what most trainings need; the rest is JavaScript's, in float64 itself.
export { affine, inputGradient, weightGradient } from './layers';
export { descend, gate } from './passes';
export { biasGradient } from './sums';
