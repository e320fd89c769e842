import { describe, expect, it } from 'vitest';
import { markdownReport } from '../../../../compare/show/markdown/markdown.ts';
import { diverged, networkResult, parity, tinyComparison } from '../../tiny-comparison.ts';

describe('report.md', () => {
  it('of a tiny comparison, whole', async () => {
    await expect(markdownReport(tinyComparison())).toMatchFileSnapshot('tiny-report.md');
  });

  it('takes names from files for text: no bar, tag, code, link or fence of theirs is markup', () => {
    const hostile = ['a|b', '<script>alert(1)</script>', '`x`', '[y](https://example.org)', '**z**', '--- | ---'];
    const { data, ...rest } = tinyComparison();
    const confusion = hostile.map((_, k) => hostile.map((__, p) => (k === p ? 1 : 0)));
    const networks = ['scratch', 'x|<b>y</b>'].map((name) => networkResult(name, { test: { loss: 1, accuracy: 1, predictions: [0], confusion } }));
    const report = markdownReport({
      ...rest,
      networks,
      parity: [parity({ other: 'x|<b>y</b>' })],
      data: { ...data, name: '<img src=x onerror=alert(1)>|`', classes: hostile },
      warnings: ['a column | named <b>x</b>\n# not a heading'],
      command: "npm run compare -- --data '\n```\n# not a heading'",
    });
    const markup = outsideFences(report);
    expect(markup).not.toMatch(/<(?!\/?(?:table|tr|td|details|summary|sup)>)/); // no tag but those that the report means
    expect(markup).not.toMatch(/(?<!\\)`(?!``)/);
    expect(markup).not.toMatch(/\]\(https?:/);
    expect(markup).not.toMatch(/^#+ not a heading/m);
    for (const table of tablesOf(markup)) expect(new Set(table.map(columns)).size, table[0]).toBe(1);
  });

  it('of a diverged network says so at the top, and shows no figure of it', () => {
    const report = markdownReport(tinyComparison({ networks: [networkResult('scratch'), diverged('tfjs')] }));
    expect(report).toMatch(/^> tfjs diverged in epoch 2 at step 3: its loss became NaN\./m);
    expect(report).toMatch(/^\| Test accuracy +\| +0\.7500 \| +– \| +– \|$/m);
    expect(report.match(/NaN/g)).toHaveLength(1);
  });

  it('names the mistakes of a network that differs right after the verdict, before any figure', () => {
    const diagnosis = (network: string, verdict: 'correct' | 'mistake') => ({ network, verdict, text: '', markdown: `**${network}: ${verdict}.**` });
    const report = markdownReport(
      tinyComparison({ parity: [parity({ verdict: 'differ' })], diagnoses: [diagnosis('scratch', 'correct'), diagnosis('tfjs', 'mistake')] }),
    );
    const [, ...sections] = report.split(/^## /m).map((section) => section.split('\n')[0]);
    expect(sections.slice(0, 3)).toEqual(['Diagnosis of tfjs', 'Diagnosis of scratch', 'Result']);
    expect(report.slice(report.lastIndexOf('\n> '), report.indexOf('\n## ')).trim().split('\n')).toHaveLength(1);
  });

  it('of one network has neither differences nor parity', () => {
    const report = markdownReport(tinyComparison({ networks: [networkResult('tfjs')], parity: [] }));
    expect(report).toMatch(/^# tfjs on penguins$/m);
    expect(report).not.toMatch(/difference|Parity/);
  });

  it('lists at most a hundred epochs and the last, and says which', () => {
    const [first] = networkResult('scratch').epochs;
    const epochs = Array.from({ length: 250 }, (_, e) => ({ ...first!, epoch: e + 1 }));
    const report = markdownReport(tinyComparison({ networks: [networkResult('scratch', { epochs })], parity: [] }));
    expect(report).toContain('<summary>Every 3rd epoch, in numbers</summary>');
    const listed = [...report.matchAll(/^\| +(\d+) \| +1\.0000 \|/gm)].map(([, epoch]) => Number(epoch));
    expect([listed.length, listed[0], listed[1], listed.at(-1)]).toEqual([84, 1, 4, 250]);
  });

  it('leaves out a confusion matrix that nobody could read', () => {
    const { data, ...rest } = tinyComparison();
    const classes = Array.from({ length: 31 }, (_, k) => `class ${k}`);
    expect(markdownReport({ ...rest, data: { ...data, classes } })).toContain('Left out: 31 classes.');
  });
});

/** The report without its fenced blocks, in which everything is text. */
function outsideFences(report: string): string {
  return report.replace(/^(`{3,})\w*\n[\s\S]*?\n\1$/gm, '');
}

function tablesOf(markup: string): string[][] {
  return markup
    .split(/\n\n+/)
    .map((block) => block.split('\n').filter((line) => line.startsWith('|')))
    .filter((lines) => lines.length > 1);
}

/** Cells of a table's line: bars that are not escaped. */
function columns(line: string): number {
  return line.replace(/\\\\|\\\|/g, '').split('|').length;
}
