import { oneLine, shownPath } from './wording.ts';

/** What is kept of standard error. */
const KEPT = 16_384;

/** Keeps the end of what a program wrote. */
export class LastWords {
  #text = '';

  add(text: string): void {
    this.#text = (this.#text + text).slice(-KEPT);
  }

  /**
   * ': mine.py:3: ModuleNotFoundError: No module named 'numpy'. …' for a Python traceback, else the last three lines; '' if
   * there are none.
   * @param program what ran, for the command that would install what is missing
   */
  quote(program: string, cwd: string): string {
    const lines = this.#text.split(/\r?\n/).filter((line) => line.trim() !== '');
    if (lines.length === 0) return '';
    const traceback = pythonTraceback(lines, cwd);
    const missing = traceback && /No module named '([\w-]+)/.exec(traceback);
    const mend = missing ? `. Install it: ${program} -m pip install ${missing[1]}` : '';
    return `: ${oneLine((traceback ?? lines.slice(-3).join('\n')) + mend)}`;
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
  return !file.startsWith('<') && !/[\\/](site-packages|dist-packages|lib[\\/]python[\d.]+)[\\/]|[\\/]mlp_compare\.py$/.test(file);
}
