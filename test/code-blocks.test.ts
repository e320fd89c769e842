import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import type { Command } from 'commander';
import { transform } from 'esbuild';
import { describe, expect, it } from 'vitest';
import type { Host } from '../compare/cli/command-line.ts';
import { compareProgram } from '../compare/cli/program.ts';
import { splitCommand } from '../compare/networks/split-command.ts';
import { root, textOf } from './sources.ts';

const DOCUMENTS = ['README.md', ...readdirSync(join(root, 'docs')).flatMap((name) => (name.endsWith('.md') ? [`docs/${name}`] : []))];

/** Pieces of code between fences of a language. */
function blocks(text: string, language: string): string[] {
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\n([^]*?)^\`\`\`$`, 'gm'))].map(([, code]) => code!);
}

const stream = new PassThrough().resume();
const program = compareProgram({ argv: [], env: {}, stdout: stream, stderr: stream } as unknown as Host, () => {});

/** The words after the program of every command of ours in a block: lines that go on are joined, comments and pipes are cut off. */
function commandsIn(block: string): string[][] {
  return block
    .replace(/\\\n\s*/g, ' ')
    .split('\n')
    .flatMap((line) => {
      const [, script, rest = ''] =
        /^\s*(?:npx mlp-compare|mlp-compare|npm run (compare|diagnose|explain))(?![\w-])(?: --(?=\s|$))?(.*)$/.exec(line.replace(/(?:^|\s)#.*$/, '')) ?? [];
      if (!/mlp-compare|npm run/.test(line) || /npx mlp-compare-|npm run (?!compare|diagnose|explain)/.test(line) || /^\s*(?!npx|npm|mlp)/.test(line))
        return [];
      const words = splitCommand(rest.replace(/ [|>&].*$/, ''));
      return [script === 'diagnose' || script === 'explain' ? [script, ...words] : words];
    });
}

/** What of a command the program does not have. */
function unknownIn(words: readonly string[], command: Command = program): string[] {
  const [first, ...rest] = words;
  const inner = command.commands.find((one) => one.name() === first);
  if (inner) return unknownIn(rest, inner);
  const flags = command.options.flatMap(({ long, short }) => [long, short]);
  return words.filter((word) => word.startsWith('-') && !/^-\d/.test(word) && word !== '--help' && !flags.includes(word.split('=')[0]!));
}

describe.each(DOCUMENTS)('code in %s', (document) => {
  const text = textOf(document);

  it('calls commands by options that there are', () => {
    const commands = blocks(text, 'sh').flatMap(commandsIn);
    expect(commands.flatMap((words) => unknownIn(words))).toEqual([]);
  });

  it('in TypeScript can be read, and imports what there is', async () => {
    const exported: Readonly<Record<string, object>> = {
      'mlp-compare': await import('../compare/index.ts'),
      'mlp-compare/browser': await import('../compare/browser.ts'),
      'mlp-compare/plugin': await import('../compare/networks/plugin.ts'),
      'mlp-compare/vitest': await import('../compare/to-train-like-the-reference.ts'),
    };
    for (const code of blocks(text, 'ts')) {
      await transform(code.replaceAll('…', '0'), { loader: 'ts', format: 'esm' });
      for (const [, names = '', from = ''] of code.matchAll(/^import \{([^}]+)\} from '(mlp-compare[^']*)'/gm)) {
        const wanted = names
          .split(',')
          .map((name) => name.trim())
          .filter((name) => name !== '' && !name.startsWith('type '));
        expect(Object.keys(exported[from] ?? {}), `${document}: ${from}`).toEqual(expect.arrayContaining(wanted));
      }
    }
  });
});

it('the checks see a command and an option that are not there', () => {
  expect(commandsIn('npm run compare -- --data iris.csv \\\n   --labels x   # none\nnpx mlp-compare history --sinse 3 | head\n')).toEqual([
    ['--data', 'iris.csv', '--labels', 'x'],
    ['history', '--sinse', '3'],
  ]);
  expect([unknownIn(['--data', 'a', '--labels', 'x']), unknownIn(['history', '--sinse', '3']), unknownIn(['grade', 'init'])]).toEqual([
    ['--labels'],
    ['--sinse'],
    [],
  ]);
});
