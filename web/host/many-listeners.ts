/** A browser counts none. */
export const allowManyListeners: typeof import('../../src/host/many-listeners.ts').allowManyListeners = () => undefined;
