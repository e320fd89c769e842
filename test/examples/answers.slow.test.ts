import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { diagnoseFolder } from '../../compare/cli/diagnose/answers.ts';
import { writeQuestions } from '../../compare/cli/questions/write.ts';
import { firstQuestions } from '../../compare/diagnose/answered.ts';
import { DEFAULT_MODEL } from '../../compare/diagnose/diagnose.ts';
import type { Diagnosis } from '../../compare/diagnose/diagnosis.ts';
import { named } from '../../compare/networks/answers/questions-folder.ts';
import { toText } from '../../compare/show/words/diagnosis.ts';

interface Language {
  readonly language: string;
  /** What must be on the PATH. */
  readonly program: string;
  /** How its file is made to answer, `mistake` or not. */
  readonly run: (file: string, folder: string, mistake: boolean) => readonly (readonly string[])[];
  readonly file: string;
  readonly says: string; // of its mistake
}

const args = (folder: string, mistake: boolean) => [join(folder, 'q'), join(folder, 'a'), ...(mistake ? ['mistake'] : [])];

const LANGUAGES: readonly Language[] = [
  {
    language: 'C',
    program: 'cc',
    file: 'network.c',
    run: (file, folder, mistake) => [
      ['cc', '-Wall', '-Wextra', '-Werror', '-O1', ...(mistake ? ['-DMISTAKE'] : []), '-o', join(folder, 'network'), file, '-lm'],
      [join(folder, 'network'), ...args(folder, false)],
    ],
    says: 'The mean over the batch is taken twice',
  },
  {
    language: 'GNU Octave',
    program: 'octave',
    file: 'network.m',
    run: (file, folder, mistake) => {
      const given = args(folder, mistake).map((word) => `'${word}'`);
      return [['octave', '--no-gui', '--path', dirname(file), '--eval', `network(${given.join(', ')})`]];
    },
    says: 'The ReLU mask is missing going back',
  },
  {
    language: 'R',
    program: 'Rscript',
    file: 'network.R',
    run: (file, folder, mistake) => [['Rscript', file, ...args(folder, mistake)]],
    says: 'The bias gradient is a mean over the batch, not a sum',
  },
  {
    language: 'Rust',
    program: 'rustc',
    file: 'network.rs',
    run: (file, folder, mistake) => [
      ['rustc', '-o', join(folder, 'network'), file],
      [join(folder, 'network'), ...args(folder, mistake)],
    ],
    says: 'The gradient is not divided by the batch size',
  },
];

const settings = { batchSize: 64, learningRate: 0.1, seed: 8 };
const questions = named(await firstQuestions(DEFAULT_MODEL, settings));

describe.each(LANGUAGES)('a network in $language, which answers in files', ({ program, run, file, says }) => {
  const found = !spawnSync(program, ['--version'], { stdio: 'ignore', timeout: 60_000 }).error;
  const where = found ? '' : ` (skipped: there is no ${program} on the PATH)`;
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'mlp-compare-language-'));
    writeQuestions(join(folder, 'q'), { model: DEFAULT_MODEL, ...settings, questions });
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** Answers, and is diagnosed, as often as further questions are put. */
  async function diagnosed(mistake: boolean): Promise<Diagnosis> {
    for (;;) {
      for (const [command, ...given] of run(`examples/answers/${file}`, folder, mistake)) {
        const { status, stderr } = spawnSync(command as string, given, { encoding: 'utf8', timeout: 60_000 });
        expect(status, stderr).toBe(0);
      }
      const { diagnosis, more } = await diagnoseFolder(join(folder, 'a'), join(folder, 'q'));
      if (!more) return diagnosis;
    }
  }

  it.runIf(found)(`is right, to the rounding of float64${where}`, async () => {
    const diagnosis = await diagnosed(false);
    expect(diagnosis).toMatchObject({ verdict: 'correct', precision: 'float64', unanswered: [] });
  });

  it.runIf(found)(`is told its mistake${where}`, async () => {
    expect(toText(await diagnosed(true)).replace(/\s+/g, ' ')).toContain(says);
  });
});
