export const runsOn: typeof import('../../src/host/runs-on.ts').runsOn = () => 'a browser';
