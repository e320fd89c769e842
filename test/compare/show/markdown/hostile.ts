import fc from 'fast-check';
import type { Seeds } from '../../../../compare/repeat/seeds-schema.ts';
import { summariseSeeds } from '../../../../compare/repeat/summarise.ts';
import type { Comparison } from '../../../../compare/results/schema.ts';
import { withVisibleNames } from '../../../../compare/results/visible-names.ts';
import { widthOf } from '../../../../compare/show/pictures/letters.ts';
import { escapeMarkdown } from '../../../../compare/show/words/escape.ts';
import { escaped } from '../../../../src/fault.ts';
import { OPTIONS, pairs } from '../../repeat/made-up.ts';
import { parity } from '../../tiny-comparison.ts';
import { sampleComparison } from '../pictures/sample.ts';

/** What is markup, or a command, somewhere: in HTML, SVG, Markdown, JSON, a terminal, a table, a format string. */
// biome-ignore format: fragments of a kind on a line
const FRAGMENTS = [
  '<script>alert(1)</script>', '</script>', '</style>', '</title>', '<img src=x onerror=alert(1)>', '<svg onload=alert(1)>', '<!--', '-->', ']]>', '<![CDATA[',
  '"><b>', "'><i>", '" onload="x', '&lt;', '&#60;b&#62;', '&', '<', '>', '"', "'", '<a href="javascript:x">', '<details>', '</td>', '</table>', '<sup>', '</text>',
  '`', '```', '~~~', '|', '\\', '\\|', '\n', '\r\n', '\n\n', '\n# h', '\n```\n', '\n---\n', '\n===\n', '\n> q', '\n- i', '\n1. i', '\n    code', '\n| a | b |\n|---|---|\n',
  '[a](b)', '[a](javascript:x)', '![a](b)', '[a]: http://x.y', '<http://x.y>', 'http://x.y', 'https://x.y', 'HTTP://x.y', 'ftp://x.y', 'www.x.y', 'a@b.cd', 'mailto:a@b.cd', 'xmpp:a@b.cd',
  '*', '**', '_', '__', '~', '$', '$$', '#', '!', '[', ']', '(', ')', '{', '}', '+', '-', '.', ':', '^', '[^1]', '[x]', '- [ ] t',
  '\u001b[31m', '\u001b[2J', '\u001b]8;;http://x.y\u0007', '\u001b]0;t\u0007', '\u001bc', '\u009b2J', '\u0007', '\b', '\0', '\u007f', '\t', '\u0001', '\u0085', '\u2028', '\u2029',
  '\u202e', '\u2066', '\u200b', '\u200d', '\ufeff', '\ud800', '\udc00', '\ufffe', '\uffff', '日本', 'é', '👩', '{bar}', '{network}', '%s', '${x}', '$&', "$'", '__proto__', 'constructor', ' ', '  ', 'a', 'x',
];

/** A name that somebody gave a data set, a column, a class or a network, who wishes the reader ill. */
export const hostile: fc.Arbitrary<string> = fc
  .array(fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...FRAGMENTS) }, { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 6 }) }), {
    minLength: 1,
    maxLength: 6,
  })
  .map((parts) => parts.join(''))
  .filter((name) => /[\p{L}\p{N}\p{P}\p{S}]/u.test(name.normalize('NFKC'))); // one that is seen

/** Everything of a comparison that is words in these words, and with them every kind of picture and section. */
export function comparisonInWords(names: readonly string[], words: readonly string[]): Comparison {
  const [data, description, classA, classB, model, by, warning, command, feature, axis, activation, setting, value, diagnosed, line, label] = words as Words;
  const sample = sampleComparison({ names, epochs: 2, steps: 4 });
  const inside = sample.inside!;
  const pair = { baseline: names[0]!, other: names[1]! };
  return {
    ...sample,
    program: { version: by, node: model },
    command: `npm run compare -- --data '${command}'`,
    settings: { ...sample.settings, [setting]: value, init: value },
    data: { ...sample.data, name: data, description, classes: [classA, classB] },
    model: { ...sample.model, description: model },
    networks: sample.networks.map((network) => ({ ...network, description: by })),
    parity: [{ ...sample.parity[0]!, ...pair }, parity({ ...pair, verdict: 'differ' })],
    warnings: [warning],
    diagnoses: [
      {
        network: names[1]!,
        verdict: 'unknown',
        text: `${diagnosed}: wrong.\n\n  ${line}`,
        markdown: `**${escapeMarkdown(diagnosed)}**\n\n- **${escapeMarkdown(label)}:** ${escapeMarkdown(line)}`,
      },
    ],
    mcnemar: [{ ...pair, onlyFirst: 1, onlySecond: 2, pValue: 0.5 }],
    seeds: seedsOf(names),
    inside: {
      ...inside,
      networks: inside.networks.map((network) => ({ ...network, layers: network.layers.map((layer) => ({ ...layer, activation })) })),
      plane: { ...inside.plane!, x: { ...inside.plane!.x, feature }, y: { ...inside.plane!.y, feature: axis } },
    },
    sweep: { ...sample.sweep!, activation },
  };
}

type Words = readonly [string, string, string, string, string, string, string, string, string, string, string, string, string, string, string, string];
const WORDS = 16;

const hostileWords = fc.tuple(fc.uniqueArray(hostile, { minLength: 2, maxLength: 2 }), fc.array(hostile, { minLength: WORDS, maxLength: WORDS }));

/** As it comes out of a run, and is read from results.json; and one of plain words that take the same room, to be held against. */
export const hostileAndPlain: fc.Arbitrary<{ readonly comparison: Comparison; readonly plain: Comparison }> = hostileWords.map(([names, words]) => ({
  comparison: withVisibleNames(comparisonInWords(names, words)),
  plain: comparisonInWords(
    names.map(plainOf),
    words.map((word, n) => plainOf(word, names.length + n)),
  ),
}));

export const hostileComparison: fc.Arbitrary<Comparison> = hostileAndPlain.map(({ comparison }) => comparison);

/** Letters as narrow as most characters, as wide as capitals, as full-width ones, and those of two code units: none of them is anything but a letter. */
const PLAIN = {
  narrow: [...'abcdefghijklnopqrstuvxyz'],
  wide: [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'],
  full: [...'日月火水木金土山川田人口目耳手足力立'],
  pair: [...'𠀀𠀁𠀂𠀃𠀄𠀅𠀆𠀇𠀈𠀉𠀊𠀋𠀌𠀍𠀎𠀏𠀐𠀑'],
};

/**
 * The n-th word as a plain one that is broken into lines, and cut, where the hostile one is when it is shown: as long, as
 * wide, spaces in the same places. A word has letters of its own, so that two that differ still do.
 */
export function plainOf(word: string, n: number): string {
  return [...escaped(word)].map((letter) => (letter === ' ' ? ' ' : (PLAIN[kindOf(letter)][n] ?? ''))).join('');
}

function kindOf(letter: string): keyof typeof PLAIN {
  if (letter.length === 2) return 'pair';
  if (widthOf(letter, 1) === widthOf('日', 1)) return 'full';
  return widthOf(letter, 1) === widthOf('A', 1) ? 'wide' : 'narrow';
}

function seedsOf(names: readonly string[]): Seeds {
  const seeds = summariseSeeds(pairs([0.9, 0.91], [0.8, 0.82], ['diverged', 0.9]), OPTIONS);
  return {
    ...seeds,
    networks: seeds.networks.map((network, n) => ({ ...network, name: names[n]! })),
    pairs: seeds.pairs.map((pair) => ({ ...pair, baseline: names[0]!, other: names[1]! })),
  };
}

/** Whatever controls a terminal, a reader's eye or a parser, and is no letter; a line's end aside. */
export const CONTROL = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;
