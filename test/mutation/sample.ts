import { readFileSync } from 'node:fs';
import { stream } from '../../src/numbers/random.ts';
import { filesBelow } from '../sources.ts';

interface Piece {
  readonly file: string;
  readonly from: number; // lines, the first is 1
  readonly to: number;
}

/** As in stryker.config.js: what runs as the .wasm that ships, and what makes that. */
const NOT_MUTATED = /^scratch\/kernels\/simd\/(?:assembly\/|(?:build|compile)\.ts$)/;

/** Functions and constants of a folder in random order, each as likely as any other, until there are so many lines: the same ones for the same seed. */
export function drawn(folder: string, seed: number, lines: number): string[] {
  const pieces = filesBelow(folder)
    .filter((path) => path.endsWith('.ts') && !NOT_MUTATED.test(path))
    .flatMap(piecesOf);
  const chosen: string[] = [];
  let count = 0;
  for (const i of stream(seed, `mutation/${folder}`).permutation(pieces.length)) {
    if (count >= lines) break;
    const piece = pieces[i];
    if (piece === undefined) continue;
    count += piece.to - piece.from + 1;
    chosen.push(`${piece.file}:${piece.from}-${piece.to}`);
  }
  return chosen;
}

/** What stands at the outermost level of a file, but for imports and types, of which there are no mutants. */
function piecesOf(file: string): Piece[] {
  const text = readFileSync(file, 'utf8').split('\n');
  const starts = text.flatMap((line, i) => (/^[a-z]/.test(line) ? [i] : []));
  return starts.flatMap((start, s) => {
    const after = text.slice(start, starts[s + 1] ?? text.length);
    const code = after.findLastIndex((line) => /^[a-z)}\]]/.test(line));
    return /^(?:import|(?:export )?(?:declare )?(?:type|interface)) |^export (?:\*|\{|type)/.test(after[0] ?? '')
      ? []
      : [{ file, from: start + 1, to: start + 1 + code }];
  });
}
