import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Fault } from '../../../../src/fault.ts';

/** A folder of its own for a test's files; `write` returns the path, `faultOf` the message without the folder in it. */
export function csvFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'csv-'));
  return {
    folder,
    write(name: string, content: string | Uint8Array): string {
      const path = join(folder, name);
      writeFileSync(path, content);
      return path;
    },
    /** The Fault's message that `reading` ends in; any other end is the test's failure. */
    async faultOf(reading: Promise<unknown>): Promise<string> {
      try {
        await reading;
      } catch (error) {
        if (error instanceof Fault) return error.message.replaceAll(`${folder}/`, '');
        throw error;
      }
      throw new Error('It was read without a fault.');
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
