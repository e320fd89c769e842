import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_MODEL } from '../../../../compare/diagnose/diagnose.ts';
import type { Diagnosis } from '../../../../compare/diagnose/diagnosis.ts';
import type { Comparison } from '../../../../compare/results/schema.ts';
import { htmlReport } from '../../../../compare/show/html/html.ts';
import { markdownReport } from '../../../../compare/show/markdown/markdown.ts';
import { widthOf } from '../../../../compare/show/pictures/letters.ts';
import { drawPictures } from '../../../../compare/show/pictures/pictures.ts';
import { diffText } from '../../../../compare/show/terminal/diff-text.ts';
import { historyText } from '../../../../compare/show/terminal/history-text.ts';
import { palette } from '../../../../compare/show/terminal/palette.ts';
import { seedsSummary } from '../../../../compare/show/terminal/seeds.ts';
import { summary } from '../../../../compare/show/terminal/summary.ts';
import { toMarkdown } from '../../../../compare/show/words/diagnosis.ts';
import { defused } from '../../../../compare/show/words/escape.ts';
import { escaped } from '../../../../src/fault.ts';
import { CONTROL, hostile, hostileAndPlain, hostileComparison, plainOf } from './hostile.ts';
import { markdownAsHtml, WITH_PARSER } from './markdown-parser.ts';
import { factsOf, type MarkupFacts } from './markup-facts.ts';

const asked = Number(process.env['LONG_RUNS'] ?? 0);
const numRuns = Math.min(200, Math.max(8, asked)); // a whole report takes a tenth of a second and more
const quickRuns = Math.min(20_000, Math.max(80, asked));
const timeout = 900_000;

/** Without how many lines of text there are: a picture breaks its notes by how wide their letters are, which those of no two names are alike. */
function lineless({ elements: { g, text, ...elements }, ...facts }: MarkupFacts): MarkupFacts {
  expect([g, text].every(Boolean)).toBe(true);
  return { ...facts, elements };
}

describe('whatever data, columns, classes and networks are called', { timeout }, () => {
  it('a terminal is given no control characters but the line ends and colours of this program', () => {
    fc.assert(
      fc.property(hostileComparison, (comparison) => {
        const plain = terminalTexts(comparison, false);
        for (const text of plain) expect(text.replace(/\p{Cs}/gu, '\ufffd')).not.toMatch(CONTROL); // a table may cut an emoji in two, and half of one is written as U+FFFD
        terminalTexts(comparison, true).forEach((text, t) => expect(text.replace(/\u001b\[\d+m/g, '')).toBe(plain[t]));
      }),
      { numRuns },
    );
  });

  it('report.html is made of what it is made of for plain names', () => {
    fc.assert(
      fc.property(hostileAndPlain, ({ comparison, plain }) => {
        const html = htmlOf(comparison);
        expect(html).not.toMatch(CONTROL);
        expect(lineless(factsOf(html))).toEqual(lineless(factsOf(htmlOf(plain))));
      }),
      { numRuns },
    );
  });

  it('so is every picture, and each is well-formed', () => {
    fc.assert(
      fc.property(hostileAndPlain, ({ comparison, plain }) => {
        const expected = new Map(svgsOf(plain).map(({ file, svg }) => [file, lineless(factsOf(svg))]));
        for (const { file, svg } of svgsOf(comparison)) {
          expect(svg).not.toMatch(CONTROL);
          expect(svg).not.toMatch(/&(?!amp;|lt;|gt;|quot;|#\d+;)/);
          expect(lineless(factsOf(svg))).toEqual(expected.get(file));
        }
      }),
      { numRuns },
    );
  });

  it.skipIf(!WITH_PARSER.found)(`so is report.md, as GitHub reads it${WITH_PARSER.why}`, async () => {
    await fc.assert(
      fc.asyncProperty(hostileAndPlain, async ({ comparison, plain }) => {
        const report = reportOf(comparison);
        expect(report).not.toMatch(CONTROL);
        expect(factsOf(await markdownAsHtml(report))).toEqual(factsOf(await markdownAsHtml(reportOf(plain))));
      }),
      { numRuns },
    );
  });

  it('and the plain names that they are held against are letters and spaces, which take the same room', () => {
    fc.assert(
      fc.property(hostile, fc.nat({ max: 17 }), (word, n) => {
        const plain = plainOf(word, n);
        expect(plain).toMatch(/^[\p{L} ]+$/u);
        expect(plain.split(' ').map(({ length }) => length)).toEqual(
          escaped(word)
            .split(' ')
            .map(({ length }) => length),
        );
        expect(widthOf(plain, 1)).toBeCloseTo(widthOf(escaped(word), 1), 9);
      }),
      { numRuns: quickRuns },
    );
  });

  it('a diagnosis in Markdown holds no markup of the network that was asked', () => {
    fc.assert(
      fc.property(hostile, hostile, (network, description) => {
        const diagnosis: Diagnosis = {
          verdict: 'correct',
          network,
          description,
          model: DEFAULT_MODEL,
          tensors: 1,
          probes: [],
          unanswered: [],
          notes: [],
          precision: 'float64',
          furthest: { relative: 0, tensor: 'W1', probe: 'a batch' },
        };
        const unescaped = toMarkdown(diagnosis)
          .replace(/(@|https?|ftp|www)&#8203;|&(amp|lt|gt);|\\./gi, '')
          .replace(/^\*\*|\*\*$|(?<=^- )\*\*|:\*\*(?= )/gm, '');
        expect(unescaped).not.toMatch(/[<>[\]`*_|$~!#]|https?:|www\.|@/i);
        expect(unescaped).not.toMatch(CONTROL);
      }),
      { numRuns: quickRuns },
    );
  });

  it.skipIf(!WITH_PARSER.found)(
    `a diagnosis out of a results.json that somebody else wrote holds paragraphs, lists and emphasis at most${WITH_PARSER.why}`,
    async () => {
      await fc.assert(
        fc.asyncProperty(hostile, hostile, async (first, second) => {
          for (const markdown of [`**${first}**\n\n- **${second}:** ${first}`, `${first}\n${second}`]) {
            const { elements, targets } = factsOf(await markdownAsHtml(defused(markdown)));
            expect([
              'html',
              'body',
              'p',
              'ul',
              'ol',
              'li',
              'strong',
              'em',
              'hr',
              'blockquote',
              'h1',
              'h2',
              'h3',
              'h4',
              'h5',
              'h6',
              'pre',
              'code',
              'br',
            ]).toEqual(expect.arrayContaining(Object.keys(elements)));
            expect(targets).toEqual(['']);
          }
        }),
        { numRuns: quickRuns },
      );
    },
  );
});

/** All that a terminal shows of a comparison. */
function terminalTexts(comparison: Comparison, coloured: boolean): string[] {
  const run = { folder: 'reports/x', finished: new Date(0), comparison };
  const options = { width: 80, colours: palette(coloured, {}) };
  return [
    summary(comparison, options),
    seedsSummary(comparison.seeds!, options),
    historyText({ runs: [run], unreadable: [] }, options),
    diffText(run, { ...run, comparison: { ...comparison, settings: {} } }, options),
  ];
}

function svgsOf(comparison: Comparison) {
  return Object.values(drawPictures(comparison)).flat();
}

function reportOf(comparison: Comparison): string {
  return markdownReport(comparison, drawPictures(comparison));
}

function htmlOf(comparison: Comparison): string {
  return htmlReport(comparison);
}
