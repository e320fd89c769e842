import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { inAscii, speaksUtf8, toAscii } from '../../../compare/cli/ascii.ts';
import { palette } from '../../../compare/show/terminal/palette.ts';
import { summary } from '../../../compare/show/terminal/summary.ts';
import { networkResult, tinyComparison } from '../tiny-comparison.ts';

describe('a locale', () => {
  it.each<[NodeJS.ProcessEnv, boolean]>([
    [{}, true],
    [{ LANG: 'C' }, false],
    [{ LANG: 'POSIX' }, false],
    [{ LANG: 'de_DE.ISO-8859-1' }, false],
    [{ LANG: 'C.UTF-8' }, true],
    [{ LANG: 'en_GB.utf8' }, true],
    [{ LC_CTYPE: 'UTF-8', LANG: 'C' }, true],
    [{ LC_ALL: 'C', LC_CTYPE: 'UTF-8', LANG: 'en_GB.UTF-8' }, false],
    [{ LC_ALL: '', LANG: 'en_GB.UTF-8' }, true],
  ])('%j shows more than ASCII: %s', (environment, expected) => {
    expect(speaksUtf8(environment)).toBe(expected);
  });
});

describe('text in ASCII', () => {
  it('keeps charts and tables in their columns', () => {
    const networks = ['scratch', 'tfjs', 'mine'].map((name) => networkResult(name));
    const drawn = summary(tinyComparison({ networks, parity: [] }), { width: 80, colours: palette(false, {}) });
    const plain = toAscii(drawn);
    expect(plain).toMatch(/^[\x00-\x7f]*$/);
    expect(plain.split('\n').map(({ length }) => length)).toEqual(drawn.split('\n').map(({ length }) => length));
    expect(plain).toContain('| Test accuracy');
    expect(plain).toContain('-- scratch   oo tfjs   xx mine');
  });

  it('says formulas, and leaves what came from the data as it is', () => {
    expect(toAscii('196 → 64; −log(p + ε), ε = 1e-15; 2²⁰; 0.9571 ± 0.0020; n ≥ 1')).toBe(
      '196 -> 64; -log(p + eps), eps = 1e-15; 2^20; 0.9571+/-0.0020; n >= 1',
    );
    expect(toAscii("class 'Größe'")).toBe("class 'Größe'");
  });
});

describe('a stream in ASCII', () => {
  it('is the stream in all else', () => {
    const written: string[] = [];
    const sink = Object.assign(new PassThrough(), { columns: 60, isTTY: true }).on('data', (chunk: Buffer) => written.push(chunk.toString()));
    const stream = inAscii(sink as unknown as NodeJS.WriteStream);
    stream.write('a → b\n');
    stream.write(Buffer.from('→'));
    sink.columns = 40;
    expect([written.join(''), stream.columns, stream.isTTY]).toEqual(['a -> b\n→', 40, true]);
    expect(stream.on('resize', () => {}).listenerCount('resize')).toBe(1);
  });
});
