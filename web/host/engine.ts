type Engine = typeof import('../../src/host/engine.ts');

/** The kernels by the names of their files, in base64, put in by the build (bundle.ts): a page from a disk can read no files. */
declare const MLP_COMPARE_KERNELS: Readonly<Record<string, string>>;

export const bytesBeside: Engine['bytesBeside'] = (name) => {
  const text = atob(MLP_COMPARE_KERNELS[name] ?? '');
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
};

/** A page has no say in what its engine does. */
export const allowRelaxed: Engine['allowRelaxed'] = () => undefined;
export const joinsPairs: Engine['joinsPairs'] = () => false;
export const setFlag: Engine['setFlag'] = () => undefined;
export const leaveWideRegisters: Engine['leaveWideRegisters'] = () => undefined;

export const isAsciiOnly: Engine['isAsciiOnly'] = (bytes) => bytes.every((byte) => byte < 128);
