/** A browser does not tell; a tab is ended above some gigabytes. */
export const freeMemory: typeof import('../../src/host/free-memory.ts').freeMemory = () => 2 ** 31;
