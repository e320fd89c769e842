import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { blobOf, unpacked } from '../../../compare/queue/blob.ts';
import { readSecret, secretOf, Unsigned } from '../../../compare/queue/secret.ts';

const secret = secretOf('a secret of sixteen');
const content = { key: 'k', text: 'é \n "', numbers: [1, -0.5, null] };

describe('what a holder of the secret signed', () => {
  it('is known by another holder, whole', () => {
    expect(secretOf('a secret of sixteen').verified('job', secret.sign('job', content))).toEqual(content);
  });

  it('is known in no other place, by no other secret, and not after any character of it was altered', () => {
    const signed = secret.sign('job', content);
    expect(() => secret.verified('result', signed)).toThrow(Unsigned);
    expect(() => secretOf('a secret of sixteeN').verified('job', signed)).toThrow(Unsigned);
    for (let i = 0; i < signed.length; i++) {
      const altered = `${signed.slice(0, i)}${signed[i] === '0' ? '1' : '0'}${signed.slice(i + 1)}`;
      expect(() => secret.verified('job', altered), `character ${i}`).toThrow(Unsigned);
    }
  });

  it.each([undefined, null, {}, 7, '', 'x', JSON.stringify(content), `${'0'.repeat(64)} {}`])('is not %j', (text) => {
    expect(() => secret.verified('job', text)).toThrow(Unsigned);
  });

  it('is told apart from that of others by a fingerprint that does not hold the secret', () => {
    expect(secret.fingerprint).toMatch(/^[0-9a-f]{16}$/);
    expect(secretOf('another, as long as').fingerprint).not.toBe(secret.fingerprint);
  });
});

describe('the secret', () => {
  it('comes from a file, else from the environment, without what stands around it', () => {
    const folder = mkdtempSync(join(tmpdir(), 'secret-'));
    const file = join(folder, 'secret.txt');
    writeFileSync(file, ' a secret of sixteen\n');
    expect(readSecret(file, { MLP_COMPARE_SECRET: 'another, as long as' }).fingerprint).toBe(secret.fingerprint);
    expect(readSecret(undefined, { MLP_COMPARE_SECRET: 'a secret of sixteen' }).fingerprint).toBe(secret.fingerprint);
    rmSync(folder, { recursive: true });
  });

  it('is asked for in a line, and is none that is guessed; what came is not repeated', () => {
    expect(() => readSecret(undefined, {})).toThrow(/^--queue needs a secret.*openssl rand -hex 32 > secret\.txt/);
    const short = () => readSecret(undefined, { MLP_COMPARE_SECRET: 'hunter2' });
    expect(short).toThrow(/^MLP_COMPARE_SECRET has fewer than 16 characters/);
    expect(short).not.toThrow(/hunter2/);
    expect(() => readSecret('nowhere.txt', {})).toThrow(/^--secret-file nowhere\.txt/);
  });
});

describe('what a job is of', () => {
  const value = { X: new Float32Array([1, NaN, -0]), files: new Map([['a.py', new Uint8Array([0, 255, 10])]]) };

  it('comes back bit for bit, and has one hash for one content', () => {
    const { hash, bytes } = blobOf(value);
    expect(unpacked(hash, bytes)).toEqual(value);
    expect(blobOf(structuredClone(value)).hash).toBe(hash);
    expect(blobOf({ ...value, X: new Float32Array([1, NaN, 0]) }).hash).not.toBe(hash);
  });

  it('is refused where its bytes are not those of the hash', () => {
    const { hash } = blobOf(value);
    expect(() => unpacked(hash, blobOf({ files: new Map() }).bytes)).toThrow('came altered');
  });
});
