import { describe, expect, it } from 'vitest';
import { defused, escapeMarkdown, fenced } from '../../../../compare/show/words/escape.ts';

describe('text in Markdown', () => {
  it.each([
    ['a|b', 'a\\|b'],
    ['<script>alert(1)</script>', '&lt;script&gt;alert(1)&lt;/script&gt;'],
    ['`code`', '\\`code\\`'],
    ['[text](https://example.org)', '\\[text\\](https&#8203;://example.org)'],
    ['www.example.org', 'www&#8203;.example.org'],
    ['![x](y)', '\\!\\[x\\](y)'],
    ['**bold** _it_ ~~no~~', '\\*\\*bold\\*\\* \\_it\\_ \\~\\~no\\~\\~'],
    ['a\nb\r\n\tc', 'a b c'],
    ['$x^2$ #1', '\\$x^2\\$ \\#1'],
    ['&lt;', '&amp;lt;'],
    ['\\|', '\\\\\\|'],
    ['- a list', '\\- a list'],
    ['+ another', '\\+ another'],
    ['12. a third', '12\\. a third'],
    ['3) a fourth', '3\\) a fourth'],
    ['---', '\\---'],
    ['===', '\\==='],
    ['    code', 'code'],
    ['me@example.org', 'me@&#8203;example.org'],
    ['\u001b[2J\u202e\u0007', '\\\\u\\{1b\\}\\[2J\\\\u\\{202e\\}\\\\u\\{7\\}'],
    ['plain words, 1.5 and −3', 'plain words, 1.5 and −3'],
  ])('%j is %j', (text, escaped) => {
    expect(escapeMarkdown(text)).toBe(escaped);
  });
});

describe('Markdown out of a results.json', () => {
  it('as this program wrote it stays as it is', () => {
    const written = `**${escapeMarkdown('mine: one <mistake> found, see www.example.org')}**\n\n- **Effect:** ${escapeMarkdown('p[y] | a@b.cd, 2 > 1')}`;
    expect(defused(written)).toBe(written);
  });

  it.each([
    ['<img src=x onerror=alert(1)>', '\\<img src=x onerror=alert(1)>'],
    ['[a](javascript:x) ![b](c)', '\\[a\\](javascript:x) \\!\\[b\\](c)'],
    ['  # not a heading\n> nor a quotation', '  \\# not a heading\n\\> nor a quotation'],
    ['```\nhttps://example.org me@example.org', '\\`\\`\\`\nhttps&#8203;://example.org me@&#8203;example.org'],
  ])('as somebody else wrote it is text: %j', (markdown, text) => {
    expect(defused(markdown)).toBe(text);
  });
});

describe('a fenced block', () => {
  it('has three backticks around it, and more than there are inside', () => {
    expect(fenced('sh', 'npm run compare')).toBe('```sh\nnpm run compare\n```');
    expect(fenced('sh', 'a\u001b[2J\nb')).toBe('```sh\na\\u{1b}[2J\nb\n```');
    expect(fenced('sh', "--data '\n```\n# oh'")).toBe("````sh\n--data '\n```\n# oh'\n````");
  });
});
