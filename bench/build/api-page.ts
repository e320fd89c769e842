import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { packageRoot } from '../../src/host/package-root.ts';

/** Where the reference stands. */
export const API_PAGE = 'docs/api.md';

/** What package.json exports, and the module that says what that is. */
const ENTRIES = [
  ['mlp-compare', 'compare/index.ts'],
  ['mlp-compare/plugin', 'compare/networks/plugin.ts'],
  ['mlp-compare/vitest', 'compare/to-train-like-the-reference.ts'],
  ['mlp-compare/browser', 'compare/browser.ts'],
] as const;

/** Something that is exported: what its comment says, and its declaration. */
export interface Exported {
  readonly name: string;
  readonly comment: string;
  readonly declaration: string;
}

/** The reference, from the comments and declarations of all that is exported; what an earlier entry has is only named again. */
export function apiPage(): string {
  const told = new Map<string, string>();
  const sections = ENTRIES.map(([entry, module]) => {
    const all = exportsOf(module);
    const again = all.filter(({ name }) => told.has(name)).map(({ name }) => `[\`${name}\`](#${name.toLowerCase()})`);
    const fresh = all.filter(({ name }) => !told.has(name));
    for (const { name } of fresh) told.set(name, entry);
    const functions = fresh.filter(({ declaration }) => !isType(declaration));
    const types = fresh.filter(({ declaration }) => isType(declaration));
    const rest = again.length > 0 ? [`As above: ${again.join(', ')}.`] : [];
    return [`## ${entry}`, commentOf(textOf(module).trimStart()), ...rest, ...[...functions, ...types].map(sectionOf)].join('\n\n');
  });
  return `${[HEADING, ...sections].join('\n\n')}\n`;
}

const HEADING = `# The API

What each entry of the package exports, from the comments beside it: \`npm run api\` writes this page. A first program is in [package.md](package.md), each
setting in [settings.md](settings.md). Shapes are (rows, columns); B rows of a batch, D features, K classes or values.`;

function isType(declaration: string): boolean {
  return /^export (type|interface)/.test(declaration);
}

function sectionOf({ name, comment, declaration }: Exported): string {
  return [`### ${name}`, ...(comment === '' ? [] : [comment]), `\`\`\`ts\n${declaration}\n\`\`\``].join('\n\n');
}

/** All that a module exports, its own and what it hands on, under the name that it has there. */
export function exportsOf(module: string): Exported[] {
  const text = textOf(module);
  const handedOn = [...text.matchAll(/^export (?:type )?\{([^}]+)\} from '([^']+)';/gm)].flatMap(([, names = '', from = '']) =>
    names
      .split(',')
      .map((name) => name.trim().replace(/^type /, ''))
      .filter((name) => name !== '')
      .map((name) => {
        const [own = name, as = own] = name.split(' as ');
        const target = join(dirname(module), from);
        const found = declared(textOf(target), own) ?? exportsOf(target).find((one) => one.name === own);
        if (!found) throw new Error(`${module}: ${own} is not declared in ${target}.`);
        return { ...found, name: as, declaration: found.declaration.replace(new RegExp(`\\b${own}\\b`), as) };
      }),
  );
  const itself = [...text.matchAll(/^export (?:async )?(?:function|class|const|interface|type) (\w+)/gm)].flatMap(
    ([, name = '']) => declared(text, name) ?? [],
  );
  return [...itself, ...handedOn];
}

/** What a module declares under that name: a function without its body, a class without its members. */
function declared(text: string, name: string): Exported | undefined {
  const at = new RegExp(`^export (?:async )?(function|class|interface|type) ${name}\\b`, 'm').exec(text);
  if (!at) return undefined;
  const [, kind = ''] = at;
  const before = text.slice(0, at.index);
  const comment = before.endsWith('*/\n') ? commentOf(before.slice(before.lastIndexOf('/**'))) : '';
  const lines = text.slice(at.index).split('\n');
  const last = lines.findIndex((_, l) => isWhole(kind, lines.slice(0, l + 1).join('\n')));
  const whole = lines.slice(0, last + 1).join('\n');
  return { name, comment, declaration: kind === 'function' || kind === 'class' ? withoutBody(kind, whole) : whole };
}

function isWhole(kind: string, declaration: string): boolean {
  const code = declaration.replace(/\/\*[^]*?\*\/|\/\/.*|'[^'\n]*'/g, '');
  const open = (pair: string) => code.split(pair[0]!).length - code.split(pair[1]!).length;
  if (kind === 'function' || kind === 'class') return code.endsWith('{') && open('()') === 0;
  return open('{}') === 0 && /[;}]$/.test(code);
}

function withoutBody(kind: string, declaration: string): string {
  const heading = declaration.replace(/ \{$/, '').replace(/^export (?:async )?/, 'export declare ');
  return kind === 'class' ? `${heading} {}` : `${heading};`;
}

/** A comment as Markdown: its tags as a list, what is indented as code or, where it is none, a formula. */
function commentOf(comment: string): string {
  const [, inner = ''] = /^\/\*\*([^]*?)\*\//.exec(comment) ?? [];
  const lines = inner.split('\n').map((line) => line.replace(/^\s*\* ?/, '').trimEnd());
  const text = lines
    .join('\n')
    .trim()
    .replace(/(^| )@(returns|throws|param)\b/gm, (_, blank: string, tag: string) => `${blank === '' ? '' : '\n'}- ${tag}`);
  return text
    .replace(/(?:^ {4}.*\n?)+/gm, (code) => `\`\`\`${/;$/m.test(code) ? 'ts' : 'text'}\n${code.replace(/^ {4}/gm, '').trimEnd()}\n\`\`\`\n`)
    .replace(/([^\n])\n- /g, '$1\n\n- ')
    .replace(/(^- .*)\n\n(?=- )/gm, '$1\n');
}

function textOf(module: string): string {
  return readFileSync(join(packageRoot(), module), 'utf8');
}
