import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createInstrumenter } from '@stryker-mutator/instrumenter';
import { root } from '../sources.ts';

/** What Stryker tells of a mutant. */
export interface Told {
  readonly id: string;
  readonly fileName: string;
  readonly mutatorName: string;
  readonly replacement: string;
  readonly location: { readonly start: { readonly line: number; readonly column: number }; readonly end: { readonly line: number; readonly column: number } };
}

interface Instrumented {
  readonly files: readonly { readonly name: string; readonly content: string }[];
  readonly mutants: readonly Told[];
}

const { createInjector } = createRequire(createRequire(import.meta.url).resolve('@stryker-mutator/core'))('typed-inject');
const silent = new Proxy({}, { get: () => () => false });

/** The files of these ranges ('file:from-to', with commas) with all their mutants in them, each asleep until it is named. */
export async function instrumented(ranges: string): Promise<Instrumented> {
  const byFile = new Map<string, { start: object; end: object }[]>();
  for (const range of ranges.split(',')) {
    const [, file = '', from, to] = /^(.*):(\d+)-(\d+)$/.exec(range) ?? [];
    const lines = { start: { line: Number(from) - 1, column: 0 }, end: { line: Number(to) - 1, column: 1e6 } };
    byFile.set(file, [...(byFile.get(file) ?? []), lines]);
  }
  const files = Array.from(byFile, ([file, mutate]) => ({ name: join(root, file), content: readFileSync(join(root, file), 'utf8'), mutate }));
  const instrumenter = createInjector()
    .provideValue('logger', silent)
    .provideValue('options', {})
    .provideValue('getLogger', () => silent)
    .injectFunction(createInstrumenter);
  return instrumenter.instrument(files, { excludedMutations: [], ignorers: [], plugins: null });
}
