/** As JSON has it: settings are plain data. */
export const inspected: typeof import('../../src/host/inspected.ts').inspected = (value) => `${JSON.stringify(value) ?? String(value)}`.slice(0, 200);
