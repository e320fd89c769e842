import { Fault } from '../../src/fault.ts';
import { packageRoot } from '../../src/host/package-root.ts';
import { folderOf, join, pathOf } from '../../src/host/paths.ts';
import { sentence, shownPath } from './wording.ts';

/** Frames of these are not the reader's own: this folder, where it runs and, by the maps of what was compiled, its sources; packages, and Node itself. */
const OWN_FOLDERS = [folderOf(import.meta.url), join(packageRoot(), 'compare', 'networks', '/')];

/**
 * Whatever a reader's JavaScript threw, as one line with its place: 'mine.ts:17:5: step() threw TypeError: …'.
 * @param file where it happened if the error does not tell
 */
export function blame(error: unknown, did: string, file: string, cwd: string): Fault {
  const { what, stack } = described(error);
  return new Fault(`${placeOf(stack, cwd) ?? file}: ${did} threw ${sentence(what)}`);
}

/** Whether what was thrown says by itself all that there is to say; it may be anything, and throw when it is looked at. */
export function isFault(error: unknown): error is Fault {
  try {
    return error instanceof Fault;
  } catch {
    return false;
  }
}

/** What was thrown, in words. */
function described(error: unknown): { what: string; stack: string } {
  try {
    return error instanceof Error ? { what: `${error.name}: ${error.message}`, stack: `${error.stack}` } : { what: String(error), stack: '' };
  } catch {
    return { what: 'something that cannot be shown', stack: '' };
  }
}

/** The fault for a module that could not be loaded: it does not parse, imports what is not there, or throws. */
export function blameLoading(error: unknown, file: string, cwd: string): Fault {
  if (!(error instanceof Error)) return new Fault(`${file}: loading it threw ${sentence(String(error))}`);
  const bundler = /^(.+?):(\d+):(\d+): ERROR: (.+)$/m.exec(error.message); // how tsx words a syntax error
  if (bundler) return new Fault(`${shownPath(bundler[1]!, cwd)}:${bundler[2]}:${bundler[3]}: ${sentence(bundler[4]!)}`);
  const heading = /^(file:\/\/.+|\/.+|[A-Za-z]:\\.+):(\d+)$/m.exec(error.stack ?? ''); // how Node words one
  if (error.name === 'SyntaxError' && heading) {
    return new Fault(`${shownPath(path(heading[1]!), cwd)}:${heading[2]}: ${sentence(error.message)}`);
  }
  if ('code' in error && error.code === 'ERR_MODULE_NOT_FOUND') return new Fault(`${file}: ${sentence(error.message)}`);
  return blame(error, 'loading it', file, cwd);
}

/** 'mine.ts:17:5' of the innermost frame in the reader's own files. */
function placeOf(stack: string, cwd: string): string | undefined {
  for (const line of stack.split('\n')) {
    const frame = /^\s+at (?:async |.*\()?((?:file:\/\/|\/|[A-Za-z]:\\).*?)(?:\?[^:]*)?:(\d+):(\d+)\)?$/.exec(line);
    if (!frame) continue;
    const file = path(frame[1]!);
    if (OWN_FOLDERS.some((folder) => file.startsWith(folder)) || /[\\/]node_modules[\\/]/.test(file)) continue;
    return `${shownPath(file, cwd)}:${frame[2]}:${frame[3]}`;
  }
  return undefined;
}

function path(urlOrPath: string): string {
  return urlOrPath.startsWith('file://') ? pathOf(urlOrPath) : urlOrPath;
}
