import { Fault } from '../../src/fault.ts';

type TextFile = typeof import('../../src/host/text-file.ts');

/** There are no files beside those that a reader hands over, and they come as text. */
export const isThere: TextFile['isThere'] = () => false;
export const readText: TextFile['readText'] = (path, place = path) => {
  throw new Fault(`${place}: a page reads no files by their names.`);
};
