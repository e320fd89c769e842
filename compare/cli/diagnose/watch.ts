import { Fault } from '../../../src/fault.ts';
import type { Diagnosis } from '../../diagnose/diagnosis.ts';
import { ownFile } from '../../networks/own-file.ts';
import { palette } from '../../show/terminal/palette.ts';
import { textOptions } from '../../show/terminal/text-options.ts';
import { whatChanged } from '../../show/words/what-changed.ts';
import { wrap } from '../../show/words/wrap.ts';
import type { Terminal } from '../progress/show-run.ts';

/** The file to be watched. @throws Fault where the network is in none */
export async function fileToWatch(network: string): Promise<string> {
  const own = await ownFile(network);
  if (!own) throw new Fault(`--watch: ${network} is in no file of yours that could be saved. Name one, such as mine.py.`);
  return own.file;
}

/**
 * Diagnoses, and again at each save, and says what changed. What cannot be diagnosed as it stands, half written perhaps, is said in a
 * line, and the next save waited for.
 */
export async function watchDiagnosis(
  file: string,
  diagnoseOnce: () => Promise<Diagnosis>,
  saved: AsyncIterable<void>,
  { stream }: Pick<Terminal, 'stream'>,
): Promise<void> {
  const { bold } = palette(stream.isTTY);
  let last: Diagnosis | undefined;
  const again = async () => {
    try {
      const now = await diagnoseOnce();
      if (last) stream.write(`\n${wrap(`Since the last save: ${whatChanged(last, now)}`, textOptions(stream).width)}\n`);
      last = now;
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      stream.write(`${error.message}\n`);
    }
    stream.write(`\n${bold(`Watching ${file}`)}: save it, and it is diagnosed again. Ctrl-C ends.\n`);
  };
  await again();
  for await (const _ of saved) {
    stream.write('\n');
    await again();
  }
}
