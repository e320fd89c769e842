type Root = typeof import('../../src/host/package-root.ts');

/** Put in by the build: see bundle.ts. */
declare const MLP_COMPARE_VERSION: string;

export const packageVersion: Root['packageVersion'] = () => MLP_COMPARE_VERSION;
export const packageRoot: Root['packageRoot'] = () => '/';
