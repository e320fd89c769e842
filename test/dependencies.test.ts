import { describe, expect, it } from 'vitest';
import { textOf } from './sources.ts';

interface Locked {
  readonly dev?: true;
  readonly license?: string;
}

const manifest = JSON.parse(textOf('package.json')) as Record<'dependencies' | 'devDependencies' | 'optionalDependencies', Record<string, string>>;
const locked = (JSON.parse(textOf('package-lock.json')) as { packages: Record<string, Locked> }).packages;

describe('docs/dependencies.md', () => {
  const named = [...textOf('docs/dependencies.md').matchAll(/^\| (`.*?) \| (.+) \|$/gm)].flatMap(([, names = '']) =>
    [...names.matchAll(/`([^`]+)`/g)].map(([, name]) => name!),
  );

  it('has every package that package.json asks for, with what it is for, and no other', () => {
    const asked = [manifest.dependencies, manifest.devDependencies, manifest.optionalDependencies].flatMap((of) => Object.keys(of));
    expect([...named].sort()).toEqual(asked.sort());
  });
});

/** Licences that ask for no more than to be named: the package may be used, changed and sold with all of them in it. */
const PERMISSIVE = /^(0BSD|Apache-2\.0|BlueOak-1\.0\.0|BSD-2-Clause|BSD-3-Clause|BSD|CC0-1\.0|ISC|MIT|MIT-0|Python-2\.0|Unlicense|Zlib)$/;

describe('licences', () => {
  it('of all that is installed to run it are permissive', () => {
    const others = Object.entries(locked).flatMap(([path, { dev, license = 'none' }]) => {
      if (path === '' || dev) return [];
      const choices = license.replace(/[()]/g, '').split(/ OR /);
      return choices.some((choice) => choice.split(/ AND /).every((one) => PERMISSIVE.test(one))) ? [] : [`${path}: ${license}`];
    });
    expect(others).toEqual([]);
  });
});
