import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { palette } from '../../../../compare/show/terminal/palette.ts';
import { summary } from '../../../../compare/show/terminal/summary.ts';
import { wrap } from '../../../../compare/show/words/wrap.ts';
import { diverged, networkResult, parity, tinyComparison } from '../../tiny-comparison.ts';

const plain = palette(false, {});

describe('the summary', () => {
  it('of a tiny comparison, whole, at 80 columns', async () => {
    await expect(`${summary(tinyComparison(), { width: 80, colours: plain })}\n`).toMatchFileSnapshot('tiny-summary-80.txt');
  });

  it('of a tiny comparison at 40 columns has a table without borders', async () => {
    await expect(`${summary(tinyComparison(), { width: 40, colours: plain })}\n`).toMatchFileSnapshot('tiny-summary-40.txt');
  });

  it('is never wider than the terminal, from 32 columns on', () => {
    const networks = ['scratch', 'tfjs', 'mine'].map((name) => networkResult(name));
    for (const comparison of [tinyComparison(), tinyComparison({ networks, parity: [parity(), parity({ other: 'mine' })] })]) {
      for (const width of [32, 40, 52, 64, 80, 120, 200]) {
        for (const line of summary(comparison, { width, colours: plain }).split('\n')) expect(line.length).toBeLessThanOrEqual(width);
      }
    }
  });

  it('of many networks on few columns has a list for a table', () => {
    const networks = ['scratch', 'tfjs', 'mine'].map((name) => networkResult(name));
    const text = summary(tinyComparison({ networks, parity: [] }), { width: 40, colours: plain });
    expect(text).toContain('\nTest accuracy\n  scratch     0.7500\n  tfjs        0.7500\n  mine        0.7500\n  difference  0, 0\n');
  });

  it('shows diverged networks as a result', () => {
    const text = summary(tinyComparison({ networks: [diverged('scratch'), networkResult('tfjs')] }), { width: 80, colours: plain });
    expect(text).toMatch(/│ Test accuracy +│ +– │ +0\.7500 │ +– │/);
    expect(text).toMatch(/^scratch diverged in epoch 2 at step 3: its loss became NaN\./m);
    expect(text.match(/NaN/g)).toHaveLength(1);
  });

  it('names mistakes right after the verdict, and after them what is right', () => {
    const diagnosis = (network: string, verdict: 'correct' | 'mistake') => ({ network, verdict, text: `${network}: ${verdict}.`, markdown: '' });
    const text = summary(
      tinyComparison({ parity: [parity({ verdict: 'differ' })], diagnoses: [diagnosis('scratch', 'correct'), diagnosis('tfjs', 'mistake')] }),
      { width: 80, colours: plain },
    );
    expect(text.split('\n\n').slice(-2)).toEqual(['tfjs: mistake.', 'scratch: correct.']);
  });

  it('begins with the verdict, the mistake in the same breath; curves come after it', () => {
    const diagnoses = [{ network: 'tfjs', verdict: 'mistake' as const, wrong: ['The mean is taken twice (MLP305)'], text: 'tfjs: in full.', markdown: '' }];
    const text = summary(tinyComparison({ parity: [parity({ verdict: 'differ' })], diagnoses }), { width: 200, colours: plain });
    const [headline = '', curve = ''] = text.split('\n\n');
    expect(headline.replaceAll('\n', ' ')).toMatch(/^DIFFER: scratch and tfjs do not take the same steps\. tfjs: The mean is taken twice \(MLP305\)\. /);
    expect(curve).toMatch(/^Train loss\n/);
    expect(text).toMatch(/tfjs: in full\.$/);
  });

  it('of one network ends with its table', () => {
    const text = summary(tinyComparison({ networks: [networkResult('tfjs')], parity: [] }), { width: 80, colours: plain });
    expect(text.trimEnd()).toMatch(/┘$/);
    expect(text).not.toContain('difference');
  });

  it('says the same in colours as without', () => {
    const coloured = summary(tinyComparison(), { width: 80, colours: palette(true, {}) });
    expect(coloured).toContain('\u001b[');
    expect(stripVTControlCharacters(coloured)).toBe(summary(tinyComparison(), { width: 80, colours: plain }));
  });

  it('paints parity green, a difference red, and what is between yellow', () => {
    const colours = palette(true, {});
    const head = (verdict: 'agree' | 'warning' | 'unresolved' | 'differ') =>
      summary(tinyComparison({ parity: [parity({ verdict })] }), { width: 80, colours })
        .split('\n')
        .find((line) => /PARITY:|DIFFER:|UNDECIDED:/.test(line))!
        .slice(0, 5);
    expect([head('agree'), head('warning'), head('unresolved'), head('differ')]).toEqual(['\u001b[32m', '\u001b[33m', '\u001b[33m', '\u001b[31m']);
  });
});

describe('wrap', () => {
  it('breaks between words, at the width and not before', () => {
    expect(wrap('one two three', 7)).toBe('one two\nthree');
    expect(wrap('one two three', 6)).toBe('one\ntwo\nthree');
    expect(wrap('one two three', 13)).toBe('one two three');
  });

  it('leaves a word whole that is longer than a line', () => {
    expect(wrap('a incomprehensibilities b', 5)).toBe('a\nincomprehensibilities\nb');
  });

  it('of nothing is nothing', () => {
    expect(wrap('', 10)).toBe('');
  });
});
