/** Those measured after every epoch, which have curves, and those of the test rows. */
export const CURVES = ['trainLoss', 'trainAccuracy', 'validationLoss', 'validationAccuracy'] as const;
export const MEASURES = [...CURVES, 'testLoss', 'testAccuracy'] as const;
export type Curve = (typeof CURVES)[number];
export type Measure = (typeof MEASURES)[number];
