import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { summariseSeeds } from '../../../compare/repeat/summarise.ts';
import { readResults, toJson } from '../../../compare/results/file.ts';
import { type Comparison, comparisonSchema } from '../../../compare/results/schema.ts';
import { htmlReport } from '../../../compare/show/html/html.ts';
import { markdownReport } from '../../../compare/show/markdown/markdown.ts';
import { drawPictures } from '../../../compare/show/pictures/pictures.ts';
import { diffText } from '../../../compare/show/terminal/diff-text.ts';
import { documentText } from '../../../compare/show/terminal/document-text.ts';
import { historyText } from '../../../compare/show/terminal/history-text.ts';
import { palette } from '../../../compare/show/terminal/palette.ts';
import { seedsSummary } from '../../../compare/show/terminal/seeds.ts';
import { summary } from '../../../compare/show/terminal/summary.ts';
import { Fault } from '../../../src/fault.ts';
import { fromSchema } from '../../from-schema.ts';
import { holds } from '../../holds.ts';
import { OPTIONS, pairs } from '../repeat/made-up.ts';
import { sampleComparison } from '../show/pictures/sample.ts';
import { diverged, parity, tinyComparison } from '../tiny-comparison.ts';

const folder = mkdtempSync(join(tmpdir(), 'results-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What is read of a file with this text: a comparison, or the one line that says why not. */
async function readOrFault(text: string | Uint8Array): Promise<Comparison | undefined> {
  const path = join(folder, 'results.json');
  writeFileSync(path, text);
  try {
    return await readResults(path);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    expect(error.message.replace(path, 'results.json')).toMatch(/^results\.json[ :][^\p{Cc}]+[.?]$/u);
    return undefined;
  }
}

const whole = sampleComparison();
const STARTS: readonly Comparison[] = [
  whole,
  tinyComparison({ seeds: summariseSeeds(pairs([0.5, 0.5], [0.75, 'diverged'], [0.6, 0.7]), OPTIONS), parity: [parity({ verdict: 'differ' })] }),
  tinyComparison({ networks: [diverged('scratch'), tinyComparison().networks[1]!], settings: { preset: 'document' } }),
];

/** Everything that is made of a comparison for people to read. */
function render(comparison: Comparison): string[] {
  const options = { width: 80, colours: palette(false, {}) };
  const run = { folder: 'reports/a', finished: new Date(0), comparison };
  const pictures = drawPictures(comparison);
  const markdown = markdownReport(comparison, pictures);
  return [
    markdown,
    htmlReport(comparison, pictures),
    summary(comparison, options),
    ...(comparison.seeds ? [seedsSummary(comparison.seeds, options)] : []),
    documentText(comparison, options),
    historyText({ runs: [run], unreadable: [] }, options),
    diffText(run, { ...run, comparison: whole }, options),
  ];
}

type Path = readonly (string | number)[];

function pathsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, inner]) => pathsOf(inner, [...path, Array.isArray(value) ? Number(key) : key]))];
}

type Change = {
  readonly at: number;
  readonly how: 'delete' | 'repeat' | 'put' | 'alike';
  readonly number: unknown;
  readonly text: string;
  readonly any: unknown;
};

const NUMBERS = [0, -0, 1, -1, 2, 3, 0.5, 1e-9, 1e308, -1e308, 5e-324, 1e5, Number.MAX_SAFE_INTEGER, 'NaN', 'Infinity', '-Infinity'] as const;
const change: fc.Arbitrary<Change> = fc.record({
  at: fc.nat(),
  how: fc.constantFrom('delete', 'repeat', 'put', 'alike', 'alike', 'alike', 'alike'),
  number: fc.oneof(fc.constantFrom(...NUMBERS), fc.nat(9), fc.double({ noNaN: true, noDefaultInfinity: true })),
  text: fc.oneof(
    fc.constantFrom('', '|', '`', '<b>', 'a\nb', 'AAAA', 'differ', 'warning', 'unresolved', 'agree', 'scratch', 'tfjs', 'document'),
    fc.string({ unit: 'binary', maxLength: 9 }),
  ),
  any: fc.oneof(fc.constantFrom<unknown>(null, true, [], {}), fc.jsonValue({ maxDepth: 2 })),
});

/** One place of the value, whichever `at` falls on, changed. */
function changed(value: unknown, { at, how, number, text, any }: Change): unknown {
  const paths = pathsOf(value);
  const path = paths[at % paths.length]!;
  const key = path.at(-1);
  if (key === undefined) return how === 'put' ? any : value;
  const copy = structuredClone(value);
  const parent = path.slice(0, -1).reduce<unknown>((inner, step) => (inner as Record<string, unknown>)[step], copy) as Record<string, unknown> | unknown[];
  const old = (parent as Record<string, unknown>)[key];
  const alike = typeof old === 'number' ? number : typeof old === 'string' ? text : old;
  if (how === 'put' || how === 'alike') (parent as Record<string, unknown>)[key] = how === 'put' ? any : alike;
  else if (!Array.isArray(parent)) delete parent[key];
  else parent.splice(Number(key), how === 'delete' ? 1 : 0, ...(how === 'repeat' ? [old] : []));
  return copy;
}

/** JSON as it would be without the writer's own line breaks. */
const plain = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'number' && !Number.isFinite(inner) ? String(inner) : inner)));

const anyComparison = fromSchema(comparisonSchema, (schema) => {
  const { format } = schema._zod.def as { format?: string };
  return format === 'datetime' ? fc.constant('2026-01-01T00:00:00.000Z') : undefined;
});

describe('results.json, whatever is in it', () => {
  it('keeps every value of every type of its schema, for all its line breaks', async () => {
    await holds(
      fc.property(anyComparison, (comparison) => {
        expect(JSON.parse(toJson(comparison as Comparison))).toEqual(plain(comparison));
      }),
      50,
      4,
    );
  });

  it('is read, drawn and read again the same, or refused in one line, with any places of it changed', async () => {
    const ends = { drawn: 0, refused: 0 };
    await holds(
      fc.asyncProperty(fc.nat(STARTS.length - 1), fc.array(change, { minLength: 1, maxLength: 2 }), async (start, changes) => {
        const comparison = await readOrFault(toJson(changes.reduce<unknown>(changed, plain(STARTS[start])) as Comparison));
        ends[comparison ? 'drawn' : 'refused']++;
        if (!comparison) return;
        for (const text of render(comparison)) expect(text).toBeTypeOf('string');
        expect(await readOrFault(toJson(comparison))).toEqual(comparison);
      }),
      25,
      8,
    );
    expect(Math.min(ends.drawn, ends.refused)).toBeGreaterThan(0);
  });

  it('is refused in one line wherever it is cut short', async () => {
    const text = toJson(STARTS[1]!);
    await holds(
      fc.asyncProperty(fc.nat(text.length - 3), async (length) => {
        expect(await readOrFault(text.slice(0, length))).toBeUndefined();
      }),
      100,
    );
  });

  it('is read or refused in one line with any of its bytes changed', async () => {
    const bytes = Buffer.from(toJson(STARTS[2]!));
    await holds(
      fc.asyncProperty(fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 3 }), async (edits) => {
        const edited = Uint8Array.from(bytes);
        for (const [at, byte] of edits) edited[at] = byte;
        await readOrFault(edited);
      }),
      100,
    );
  });
});
