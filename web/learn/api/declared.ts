import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { typescriptLanguage } from '@codemirror/lang-javascript';
import { packageRoot } from '../../../src/host/package-root.ts';

type SyntaxNode = ReturnType<typeof typescriptLanguage.parser.parse>['topNode'];

/** Something that a module exports: what is written before it, and how it is declared, without bodies. */
export interface Declared {
  readonly name: string;
  readonly kind: 'function' | 'class' | 'type' | 'constant';
  readonly comment: string; // without the stars
  readonly signature: string;
}

/** What a module exports, what it takes from others among it, in the order of its text. @param path from the package's root */
export function exportsOf(path: string): Declared[] {
  const text = read(path);
  const handedOn = [...text.matchAll(/^export (?:type )?\{([^}]*)\} from '([^']+)';$/gm)].flatMap(([, names = '', from = '']) =>
    names.split(',').flatMap((written) => {
      const name = written.replace(/^\s*type\s/, '').trim();
      return name === '' ? [] : declared(name, join(path, '..', from));
    }),
  );
  return [...handedOn, ...namesIn(text).flatMap((name) => declared(name, path))];
}

function namesIn(text: string): string[] {
  return [...new Set([...text.matchAll(/^export (?:async )?(?:function|class|interface|type|const) (\w+)/gm)].flatMap(([, name]) => name ?? []))];
}

function read(path: string): string {
  return readFileSync(join(packageRoot(), path), 'utf8');
}

/** @throws Error where the module does not declare it */
function declared(name: string, path: string): Declared {
  const text = read(path);
  const found = typescriptLanguage.parser
    .parse(text)
    .topNode.getChildren('ExportDeclaration')
    .filter((node) => nameOf(node, text) === name);
  const [first] = found;
  if (first) {
    const signature = found.map((node) => signatureOf(node, text)).filter((_, i, all) => all.length === 1 || i < all.length - 1); // the last of overloads is nobody's
    return { name, kind: kindOf(first), comment: commentBefore(first, text), signature: signature.join('\n') };
  }
  const [, from] = new RegExp(`^export (?:type )?\\{[^}]*\\b${name}\\b[^}]*\\} from '([^']+)'`, 'm').exec(text) ?? [];
  if (from === undefined) throw new Error(`${path} exports no ${name} that could be found.`);
  return declared(name, join(path, '..', from));
}

const KINDS = {
  FunctionDeclaration: 'function',
  ClassDeclaration: 'class',
  InterfaceDeclaration: 'type',
  TypeAliasDeclaration: 'type',
  VariableDeclaration: 'constant',
} as const;

function declarationIn(node: SyntaxNode): SyntaxNode | undefined {
  return Object.keys(KINDS).flatMap((kind) => node.getChild(kind) ?? [])[0];
}

function kindOf(node: SyntaxNode): Declared['kind'] {
  return KINDS[declarationIn(node)?.name as keyof typeof KINDS];
}

function nameOf(node: SyntaxNode, text: string): string | undefined {
  const declaration = declarationIn(node);
  const name = declaration?.getChild('VariableDefinition') ?? declaration?.getChild('TypeDefinition');
  return name ? text.slice(name.from, name.to) : undefined;
}

/** As it is written up to the body, or what a constant is set to; of a class its public members so. */
function signatureOf(node: SyntaxNode, text: string): string {
  const declaration = declarationIn(node) ?? node;
  const cut = (from: number, end: SyntaxNode | null | undefined, to: number) => text.slice(from, end?.from ?? to).trim();
  if (declaration.name === 'FunctionDeclaration')
    return `${cut(node.from, declaration.getChild('Block'), node.to).replace(/^export /, '')};`.replace(/;;$/, ';');
  if (declaration.name === 'VariableDeclaration') return `${cut(declaration.from, declaration.getChild('Equals'), declaration.to)};`;
  const body = declaration.getChild('ClassBody');
  if (!body) return text.slice(declaration.from, declaration.to);
  const members = [...body.getChildren('PropertyDeclaration'), ...body.getChildren('MethodDeclaration')].filter(
    (member) => !/^(?:private |static |override )?#|^private /.test(text.slice(member.from)),
  );
  const shown = members.map((member) => `  ${cut(member.from, member.getChild('Block') ?? member.getChild('Equals'), member.to).replace(/;$/, '')};`);
  return `${cut(declaration.from, body, declaration.to)} {\n${shown.join('\n')}\n}`;
}

function commentBefore(node: SyntaxNode, text: string): string {
  const [, inside = ''] = /\/\*\*((?:(?!\*\/)[^])*)\*\/\s*$/.exec(text.slice(0, node.from)) ?? [];
  return inside
    .split('\n')
    .map((line) => line.replace(/^\s*\*? ?/, '').trimEnd())
    .join('\n')
    .trim();
}
