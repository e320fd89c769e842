import { shellQuoted } from '../../src/host/shell-quoted.ts';
import { oneLine, shownPath } from './wording.ts';

/** What is kept of standard error. */
const KEPT = 16_384;

/** Keeps the end of what a program wrote. */
export class LastWords {
  #text = '';

  add(text: string): void {
    this.#text = (this.#text + text).slice(-KEPT);
  }

  /** ': mine.py:3: ModuleNotFoundError: No module named 'numpy'' for a Python traceback, else the last three lines; '' if there are none. */
  quote(cwd: string): string {
    const lines = this.#lines();
    return lines.length === 0 ? '' : `: ${oneLine(pythonTraceback(lines, cwd) ?? lines.slice(-3).join('\n'))}`;
  }

  /** ' Install it: python3 -m pip install numpy', where that is missing: whole and at the end of its line, to be pasted. @param program what ran */
  remedy(program: string, cwd: string): string {
    const missing = /No module named '([\w-]+)/.exec(pythonTraceback(this.#lines(), cwd) ?? '');
    return missing ? ` Install it: ${shellQuoted(program)} -m pip install ${missing[1]}` : '';
  }

  #lines(): string[] {
    return this.#text.split(/\r?\n/).filter((line) => line.trim() !== '');
  }
}

/** The error and its innermost place in the reader's own files, of the last traceback that Python wrote. */
function pythonTraceback(lines: readonly string[], cwd: string): string | undefined {
  const last = lines.findLastIndex((line) => /^[A-Za-z_][\w.]*(Error|Exception|Interrupt|Exit|Warning|Iteration)(:|$)/.test(line));
  if (last < 0) return undefined;
  const place = lines
    .slice(0, last)
    .map((line) => /^\s+File "(.+)", line (\d+)/.exec(line))
    .filter((frame) => frame !== null && isReadersOwn(frame[1]!))
    .at(-1);
  return place ? `${shownPath(place[1]!, cwd)}:${place[2]}: ${lines[last]}` : lines[last];
}

function isReadersOwn(file: string): boolean {
  return !file.startsWith('<') && !/[\\/](site-packages|dist-packages|lib[\\/]python[\d.]+)[\\/]|[\\/]mlp_compare(\.py|[\\/]\w+\.py)$/.test(file);
}
