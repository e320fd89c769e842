/** A file of which the definitions are left, every line where it was, and the names that they define. */
export interface Definitions {
  readonly source: string;
  readonly names: readonly string[];
}

/** The query with which a file is asked for without what it does beside defining. */
export const DEFINITIONS = 'definitions';

/** What everything defined is handed out as. */
export const HANDED_OUT = 'definedInThisFile';

const NAMED = /^(?:export\s+)?(?:default\s+)?(?:abstract\s+)?(?:async\s+)?(?:function\*?|class)\s+([\w$]+)/;
const VARIABLE = /^(?:export\s+)?(?:const|let|var)\s+([\w$]+)[^=]*=(?!=)([\s\S]*)$/;
const KEPT = /^(?:import\b|export\s*[{*]|(?:export\s+)?(?:declare\s+)?(?:interface|type|enum|namespace)\b|'use strict'|"use strict"|module\.exports|exports\.)/;
const REQUIRED = /^(?:const|let|var)\s+[^=]+=\s*require\(/;

/** Whether the file has no default export that makes networks, but functions or classes in which there may be one. */
export function isForeign(source: string): boolean {
  const named = /(?:\bmodule\.exports\s*=|\bexport\s+default)\s+([\w$]+)\s*;?\s*$/m.exec(source)?.[1];
  const isClass = named !== undefined && new RegExp(`^class\\s+${named.replaceAll('$', '\\$')}\\b`, 'm').test(source);
  const makes = /\bmlp-compare\/plugin\b|\bexport\s+default\b(?!\s+class\s+\w)|\bas\s+default\b|\bexports\.default\b|^module\.exports\s*=(?!\s*\{)/m.test(
    source,
  );
  return (isClass || !makes) && /^(?:export\s+)?(?:default\s+)?(?:async\s+)?(?:function|class)\b|=>/m.test(source);
}

/**
 * Imports, functions, classes, types and simple constants of a TypeScript or JavaScript file; statements that do something, a training
 * say, become blank lines. A statement is taken to begin at a line's first column, as files are laid out.
 */
export function definitionsOf(source: string): Definitions {
  const names: string[] = [];
  const kept = statementsOf(source).map((statement) => {
    const text = statement.trimStart();
    const variable = VARIABLE.exec(text);
    const name = NAMED.exec(text)?.[1] ?? (variable && isConstant(variable[2] as string) ? variable[1] : undefined);
    if (name !== undefined) names.push(name);
    return name !== undefined || text === '' || KEPT.test(text) || REQUIRED.test(text) ? statement : statement.replace(/[^\n]/g, '');
  });
  const isCommon = /\bmodule\.exports\b|\bexports\.\w|\brequire\(/.test(source) && !/^\s*(?:import|export)\b/m.test(source);
  const handed = `{ ${names.join(', ')} }`;
  return { source: `${kept.join('').trimEnd()};${isCommon ? `module.exports.${HANDED_OUT} = ${handed}` : `export const ${HANDED_OUT} = ${handed}`};\n`, names };
}

/** A function, or a value for which nothing is called but the constructors and the Math of the language. */
function isConstant(value: string): boolean {
  if (/^\s*(?:async\s*)?(?:function\b|\([^]*?\)\s*(?::[^=]+)?=>|[\w$]+\s*=>|<)/.test(value)) return true;
  return (
    !/\b(?:await|new\s+(?!Float|Array|Map|Set))\b/.test(value) &&
    !/[\w$\])]\s*\(/.test(value.replace(/\bMath\.\w+\(|\b(?:Float32Array|Float64Array|Array)(?:\.\w+)?\(/g, ''))
  );
}

/** The text, cut before every line that begins a statement at the first column. */
function statementsOf(source: string): string[] {
  const statements: string[] = [];
  let from = 0;
  for (const start of lineStarts(source)) {
    if (start.depth > 0 || !/^[\w$'"]/.test(source.slice(start.at, start.at + 1)) || start.at === from) continue;
    statements.push(source.slice(from, start.at));
    from = start.at;
  }
  return [...statements, source.slice(from)];
}

/** Where every line begins, and how many brackets, comments and texts are open there. */
function lineStarts(source: string): { at: number; depth: number }[] {
  const starts = [{ at: 0, depth: 0 }];
  const token = /\/\/.*|\/\*[\s\S]*?\*\/|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\[\s\S]|[^`\\])*`|[([{]|[)\]}]|\n/g;
  let depth = 0;
  for (const { 0: text, index } of source.matchAll(token)) {
    if (/^[([{]$/.test(text)) depth++;
    else if (/^[)\]}]$/.test(text)) depth--;
    else if (text === '\n') starts.push({ at: index + 1, depth });
  }
  return starts;
}
