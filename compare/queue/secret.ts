import { createHmac, timingSafeEqual } from 'node:crypto';
import { Fault } from '../../src/fault.ts';
import { readText } from '../../src/host/text-file.ts';

/** What a text is signed for: one that was signed as a result is no job. */
export type Purpose = 'job' | 'result' | 'progress' | 'cancel' | 'worker';

/** Who holds the secret signs, and knows what another holder signed. */
export interface Secret {
  /** By what those who hold the same one find each other; it tells nothing of the secret. */
  readonly fingerprint: string;
  sign(purpose: Purpose, content: unknown): string;
  /** @throws Unsigned where no holder of the secret signed it for that */
  verified(purpose: Purpose, text: unknown): unknown;
  /** The same; undefined where none signed it. */
  taken(purpose: Purpose, text: unknown): unknown;
}

/** Something came that no holder of the secret signed, or that was altered afterwards. */
export class Unsigned extends Error {
  override readonly name = 'Unsigned';
}

/** Of fewer characters a secret is guessed. */
const LEAST = 16;

const HOW = 'Make one, the same for all machines: openssl rand -hex 32 > secret.txt; then --secret-file secret.txt, or MLP_COMPARE_SECRET.';

/** @throws Fault where there is none, or one that is guessed */
export function readSecret(file: string | undefined, env: Readonly<Record<string, string | undefined>>): Secret {
  const text = (file === undefined ? env['MLP_COMPARE_SECRET'] : readText(file, `--secret-file ${file}`))?.trim() ?? '';
  if (text === '') throw new Fault(`--queue needs a secret, which jobs are signed with: a worker does nothing that is not. ${HOW}`);
  if (text.length < LEAST)
    throw new Fault(`${file === undefined ? 'MLP_COMPARE_SECRET' : file} has fewer than ${LEAST} characters, which can be guessed. ${HOW}`);
  return secretOf(text);
}

export function secretOf(text: string): Secret {
  const mac = (purpose: string, body: string) => createHmac('sha256', text).update(`mlp-compare/1/${purpose}\n${body}`).digest();
  const verified: Secret['verified'] = (purpose, text) => {
    const [, signature = '', body = ''] = (typeof text === 'string' ? /^([0-9a-f]{64}) (.*)$/s.exec(text) : undefined) ?? [];
    if (signature === '' || !timingSafeEqual(Buffer.from(signature, 'hex'), mac(purpose, body))) {
      throw new Unsigned(`This ${purpose} was not signed by a holder of the secret, or was altered afterwards.`);
    }
    return JSON.parse(body) as unknown;
  };
  return {
    fingerprint: mac('fingerprint', '').toString('hex').slice(0, 16),
    sign(purpose, content) {
      const body = JSON.stringify(content);
      return `${mac(purpose, body).toString('hex')} ${body}`;
    },
    verified,
    taken(purpose, text) {
      try {
        return verified(purpose, text);
      } catch (error) {
        if (error instanceof Unsigned) return undefined;
        throw error;
      }
    },
  };
}
