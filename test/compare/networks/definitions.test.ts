import { describe, expect, it } from 'vitest';
import { definitionsOf, isForeign } from '../../../compare/networks/brought/definitions.ts';

/** What is left of a file, without the line that hands it out. */
function left(source: string): string {
  return definitionsOf(source).source.replace(/;[^;\n]*definedInThisFile[^\n]*\n$/, '');
}

describe('the definitions of a TypeScript file', () => {
  it.each([
    ['imports, functions, classes and types', "import { f } from './f.ts';\nfunction g() {\n  return f;\n}\nexport class C {}\ninterface I {}\ntype T = I;"],
    [
      'constants and functions in them',
      'const a = [1, 2];\nlet b = -3;\nconst c = (x) => g(x);\nconst d = async function () {};\nexport const e: number[] = Array.from([1]);\nconst f = x => x;',
    ],
    ['what is required', "const fs = require('node:fs');\nfunction f() {}\nmodule.exports = { f };"],
  ])('are kept: %s', (_name, source) => {
    expect(left(source)).toBe(source);
  });

  it.each([
    ['a loop', 'for (let i = 0; i < 9; i++) {\n  train();\n}\nfunction f() {}', '\n\n\nfunction f() {}'],
    ['a call', "train();\nconsole.log('done');\nclass C {}", '\n\nclass C {}'],
    ['what is computed', 'const data = await load();\nconst net = new Net(2);\nconst m = rows(data);\nclass C {}', '\n\n\nclass C {}'],
    ['an assignment', 'a.b = 3;\nfunction f() {}', '\nfunction f() {}'],
  ])('are without %s, every line where it was', (_name, source, expected) => {
    expect(left(source)).toBe(expected);
  });

  it('are not misled by brackets in texts and comments', () => {
    const source = 'function f() {\n  return \'{\' + `}` + "("; // {[(\n}\n/* ( */\ntrain();\nfunction g() {}';
    expect(definitionsOf(source).names).toEqual(['f', 'g']);
    expect(left(source)).not.toContain('train');
  });

  it('are handed out by their names', () => {
    expect(definitionsOf('function f() {}\nconst n = 3;\nrun();').source).toMatch(/;export const definedInThisFile = \{ f, n \};\n$/);
    expect(definitionsOf("const fs = require('fs');\nfunction f() {}").source).toMatch(/;module\.exports\.definedInThisFile = \{ f \};\n$/);
  });
});

describe('a file in which a network is looked for', () => {
  it.each([
    ['export class Net {}', true],
    ['export default class Net {}', true],
    ['class Net {}\nexport default Net;', true],
    ['class Net {}\nmodule.exports = Net;', true],
    ['function forward() {}\nmodule.exports = { forward };', true],
    ['export const forward = (X) => X;', true],
    ['export default (model, initial) => network;', false],
    ["import { defineNetwork } from 'mlp-compare/plugin';\nclass Net {}\nexport default defineNetwork(() => new Net());", false],
    ['module.exports = (model) => network;', false],
    ['export const width = 3;', false],
  ])('%j: %s', (source, expected) => {
    expect(isForeign(source)).toBe(expected);
  });
});
