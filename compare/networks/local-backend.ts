import { workingFolder } from '../../src/host/paths.ts';
import type { Backend } from '../../src/model/network.ts';
import type { Target } from '../../src/model/target.ts';
import { blame, isFault } from './blame.ts';
import type { NetworkMaker } from './define-network.ts';
import { type Author, guard } from './guard.ts';

/**
 * A reader's network in this very thread, guarded: for a test suite that has it at hand as a value. It cannot be
 * stopped should it hang; what the command line runs lives in a thread of its own.
 * @param file how messages name it
 */
export function localBackend<T extends Target = Uint32Array>(make: NetworkMaker<T>, file = 'the network', cwd = workingFolder()): Backend {
  const author: Author = { file, blame: (error, method) => blame(error, `${method}()`, file, cwd) };
  return {
    name: file,
    description: file,
    async create(model, training, initial) {
      try {
        return guard(await make(model, initial, training), { model, training }, author);
      } catch (error) {
        throw isFault(error) ? error : blame(error, 'making the network', file, cwd);
      }
    },
  };
}
