import { appendFileSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { Fault, list, nearest, quoted, suggestion } from '../../src/fault.ts';
import { whyNotWritten } from '../../src/host/cannot-write.ts';
import { writeWhole } from '../../src/host/write-whole.ts';
import { annotationsOf, withinSummary } from '../show/reporters/github.ts';
import { junitOf } from '../show/reporters/junit.ts';
import type { ReportedSuite } from '../show/reporters/reported.ts';
import { tapOf } from '../show/reporters/tap.ts';

/** Where what is written for other programs goes unless a path is given: --reporter junit=out/tests.xml. */
const FILES = { junit: 'junit.xml', tap: 'results.tap' } as const;
const NAMES = ['github', 'junit', 'tap'] as const;

export interface Reporter {
  readonly name: (typeof NAMES)[number];
  readonly path?: string;
}

/** @throws Fault where there is no such reporter */
export function reportersFrom(given: readonly string[] = []): Reporter[] {
  return given.map((text) => {
    const [typed = '', ...path] = text.split('=');
    const name = NAMES.find((one) => one === typed);
    if (!name) throw new Fault(`--reporter: expected one of ${list(NAMES)}, got ${quoted(typed)}.${suggestion(nearest(typed, NAMES))}`);
    if (name === 'github') return { name };
    return { name, path: path.join('=') || FILES[name] };
  });
}

export interface Reported {
  readonly title: string;
  readonly suites: readonly ReportedSuite[];
  /** In Markdown. */
  readonly summary: string;
}

/**
 * Writes what was checked for each of the reporters; GitHub's annotations go to `print`, its summary into the file that the environment names.
 * @throws Fault where a file cannot be written
 */
export function writeFor(reporters: readonly Reporter[], { title, suites, summary }: Reported, print: (line: string) => void, env = process.env): void {
  for (const { name, path } of reporters) {
    if (name === 'github') {
      annotationsOf(suites).forEach(print);
      const page = env['GITHUB_STEP_SUMMARY'];
      if (page) attempt(page, () => appendFileSync(page, withinSummary(summary, 'The rest is in the report.')));
    } else if (path !== undefined) {
      const text = name === 'junit' ? junitOf(title, suites) : tapOf(suites);
      attempt(path, () => {
        mkdirSync(dirname(path), { recursive: true });
        writeWhole(path, text);
      });
    }
  }
}

function attempt(path: string, write: () => void): void {
  try {
    write();
  } catch (error) {
    throw new Fault(`${path} cannot be written: ${whyNotWritten(error)}. Name another file: --reporter junit=<file>.`);
  }
}
