import * as required from 'cephes';

/** The form that is ready at once, which the build chooses: see bundle.ts. */
export const cephes: typeof import('../../src/host/cephes.ts').cephes = required;
