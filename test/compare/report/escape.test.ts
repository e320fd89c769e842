import { describe, expect, it } from 'vitest';
import { escapeMarkdown, fenced } from '../../../compare/report/escape.ts';

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
    ['plain words, 1.5 and −3', 'plain words, 1.5 and −3'],
  ])('%j is %j', (text, escaped) => {
    expect(escapeMarkdown(text)).toBe(escaped);
  });
});

describe('a fenced block', () => {
  it('has three backticks around it, and more than there are inside', () => {
    expect(fenced('sh', 'npm run compare')).toBe('```sh\nnpm run compare\n```');
    expect(fenced('sh', "--data '\n```\n# oh'")).toBe("````sh\n--data '\n```\n# oh'\n````");
  });
});
