import { describe, expect, it } from 'vitest';
import { blocksHtml } from '../../../../compare/show/html/blocks.ts';
import { escapeHtml, scriptJson } from '../../../../compare/show/html/escape.ts';
import { inlineHtml } from '../../../../compare/show/html/inline.ts';
import { escapeMarkdown } from '../../../../compare/show/words/escape.ts';
import { HOSTILE } from '../pictures/sample.ts';

const html = (markdown: string) => blocksHtml(markdown, (file) => `[${file}]`);

describe("the report's Markdown as HTML", () => {
  it('gives back, escaped, every text that was escaped for Markdown', () => {
    for (const text of [HOSTILE, 'a|b', '**no** `code`', '[x](y)', '\\', '\\|', 'https://example.org', '&amp;', '<sup>1</sup>', '$x$ ~~y~~ #1 !']) {
      expect(inlineHtml(escapeMarkdown(text)), text).toBe(escapeHtml(text));
    }
  });

  it('knows headings, verdicts, lists, pictures and paragraphs', () => {
    expect(html('# A & B\n\n> IN PARITY: yes\n\n- one\n- two\n\n![alt](loss.svg)\n\nplain **bold** `code` 2<sup>20</sup>')).toBe(
      '<h1 id="a-b">A &amp; B</h1>\n<p class="verdict agree"><strong>IN PARITY</strong>: yes</p>\n<ul><li>one</li><li>two</li></ul>\n[loss.svg]\n' +
        '<p>plain <strong>bold</strong> <code>code</code> 2<sup>20</sup></p>',
    );
  });

  it('shows at a glance which verdict it is, and what is wrong', () => {
    const differ = blocksHtml('> DIFFER: a and b do not take the same steps. b: The $& <mean\\> is wrong.', () => '', ['The $& <mean> is wrong']);
    expect(differ).toBe(
      '<p class="verdict differ"><strong>DIFFER</strong>: a and b do not take the same steps. b: <strong>The $&amp; &lt;mean&gt; is wrong</strong>.</p>',
    );
    expect(html('> a diverged in epoch 3 at step 9')).toContain('class="verdict differ"');
    expect(html('> On the test rows a alone is right on 3')).toContain('class="verdict"');
  });

  it('makes tables with heads for columns and rows, numbers to the right', () => {
    const table = html('|   | a\\|b |\n| :- | --: |\n| x \\\\| 1 |');
    expect(table).toContain('<thead><tr><td></td><th scope="col" class="number">a|b</th></tr></thead>');
    expect(table).toContain('<th scope="row">x \\</th><td class="number">1</td>');
    expect(html('|   |   |\n| :- | :- |\n| x | 1 |')).not.toContain('<thead>');
  });

  it('lets no HTML through but the structure that the report itself writes', () => {
    expect(html('<details>\n<summary>All &lt;</summary>\n\n</details>')).toBe('<details>\n<summary>All &lt;</summary>\n</details>');
    for (const line of ['<script>alert(1)</script>', '<img src=x onerror=alert(1)>', '<td onclick=x>', '<details open ontoggle=alert(1)>']) {
      expect(html(line)).toBe(`<p>${escapeHtml(line)}</p>`);
    }
  });

  it('ends a code block where a fence as long as its first one stands', () => {
    expect(html('````sh\na\n```\nb\n````\n\nc')).toBe('<pre tabindex="0"><code>a\n```\nb</code></pre>\n<p>c</p>');
  });

  it('keeps a text that ends its code block early harmless', () => {
    const broken = html('```sh\nx\n```\n<script>alert(1)</script>\n```');
    expect(broken).not.toContain('<script>');
  });

  it('links only to files beside the report', () => {
    expect(inlineHtml('[results](results.json)')).toBe('<a href="results.json">results</a>');
    expect(inlineHtml('[x](javascript:alert(1))')).not.toContain('<a');
  });

  it('puts data into a script so that nothing in it can end the script', () => {
    const text = scriptJson({ name: '</script><!--\u2028' });
    expect(text).not.toMatch(/<|\u2028/);
    expect(JSON.parse(text)).toEqual({ name: '</script><!--\u2028' });
  });
});
