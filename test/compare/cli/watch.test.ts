import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { saves } from '../../../compare/cli/diagnose/saves.ts';
import { fileToWatch, watchDiagnosis } from '../../../compare/cli/diagnose/watch.ts';
import { DEFAULT_MODEL, diagnose } from '../../../compare/diagnose/diagnose.ts';
import { whatChanged } from '../../../compare/show/words/what-changed.ts';
import { Fault } from '../../../src/fault.ts';
import { type Bug, planted } from '../diagnose/planted-network.ts';

const diagnosed = (...bugs: Bug[]) => diagnose(planted(bugs), DEFAULT_MODEL, { batchSize: 16 });
const LOSS = { bug: 'loss-summed' };
const MEAN = { bug: 'divided-twice' };

describe('what a change did', { timeout: 30_000 }, () => {
  it('is told by what was wrong before and what is now', async () => {
    const [both, loss, mean, none] = [await diagnosed(LOSS, MEAN), await diagnosed(LOSS), await diagnosed(MEAN), await diagnosed()];
    const summed = await diagnosed({ bug: 'sum-gradient' });
    expect(whatChanged(both, loss)).toBe('dZ3 is right now; loss is still wrong.');
    expect(whatChanged(loss, mean)).toBe('loss is right now; dZ3 is wrong now.');
    expect(whatChanged(mean, summed)).toBe('dZ3 is wrong in another way.');
    expect(whatChanged(both, none)).toBe('dZ3 and loss are right now; nothing is wrong.');
    expect(whatChanged(loss, { ...none, verdict: 'unfinished', unanswered: [{ probe: 'the batch of one', said: 'no' }] })).toMatch(
      /^loss is right now; 1 of \d+ probes were not answered\.$/,
    );
  });
});

describe('a watched file', () => {
  let folder: string;
  beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'watched-'))));
  afterEach(() => rm(folder, { recursive: true }));

  it('is heard of whenever it is saved with another text, in place or by an editor that replaces it', { timeout: 20_000 }, async () => {
    const path = join(folder, 'mine.py');
    await writeFile(path, 'one');
    const end = new AbortController();
    const turns = saves(path, end.signal);
    const heard = async (save: () => Promise<void>) => {
      const next = turns.next();
      await save();
      return (await next).done;
    };
    expect(await heard(() => writeFile(path, 'two'))).toBe(false);
    const replaced = async () => {
      await writeFile(join(folder, '.mine.py.swp'), 'three');
      await rename(join(folder, '.mine.py.swp'), path);
    };
    expect(await heard(replaced)).toBe(false);
    const next = turns.next();
    await writeFile(path, 'three'); // the same text
    await writeFile(join(folder, 'other.py'), 'four');
    end.abort();
    expect((await next).done).toBe(true);
  });

  it('is diagnosed at once and at every save; one that cannot be is told in a line, and the next is held against the last that could', async () => {
    let written = '';
    const stream = Object.assign(
      new PassThrough().on('data', (chunk: Buffer) => void (written += chunk.toString())),
      { columns: 80 },
    ) as unknown as NodeJS.WriteStream;
    const answers = [await diagnosed(LOSS), new Fault('mine.py:3:1: half written.'), await diagnosed()];
    const next = async () => {
      const answer = answers.shift()!;
      if (answer instanceof Fault) throw answer;
      return answer;
    };
    async function* twice() {
      yield;
      yield;
    }
    await watchDiagnosis('mine.py', next, twice(), { stream });
    const watching = 'Watching mine.py: save it, and it is diagnosed again. Ctrl-C ends.';
    expect(written.trim().split(/\n+/)).toEqual([
      watching,
      'mine.py:3:1: half written.',
      watching,
      'Since the last save: loss is right now; nothing is wrong.',
      watching,
    ]);
  });

  it('must be one', async () => {
    await expect(fileToWatch('scratch')).rejects.toThrow('--watch: scratch is in no file of yours that could be saved. Name one, such as mine.py.');
  });
});
