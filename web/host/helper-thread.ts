type HelperThread = typeof import('../../src/host/helper-thread.ts');

/** A page shares no memory, unless its server says that it may: it computes alone. */
export const sleepingOn: HelperThread['sleepingOn'] = () => ({ wait: () => undefined, notify: () => undefined });
export const startHelper: HelperThread['startHelper'] = () => undefined;
export const coreCount: HelperThread['coreCount'] = () => 1;
