import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Fault } from '../../src/fault.ts';
import { holds } from '../holds.ts';
import { damaged } from './damaged.ts';
import { PARSERS, type Parser } from './parsers.ts';

/** What once came out as something else than a Fault, by the parser that it was given to: each in a file of its bytes. */
const CORPUS = join(import.meta.dirname, 'corpus');
const slug = (name: string) => name.replaceAll(' ', '-');

/** Whether it was read whole; else it was refused, in lines that say so and nothing of the program's inside. */
function isRead({ parse }: Parser, bytes: Uint8Array): boolean {
  try {
    parse(bytes);
    return true;
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    expect(error.message).toMatch(/(?:[.?]|: (?:npm run|npx mlp-compare) [^.]+)$/); // a sentence, or a command to be pasted
    expect(error.message).not.toMatch(/properties of|is not a function|\[object|undefined/);
    return false;
  }
}

describe.each(PARSERS.map((parser) => [parser.name, parser] as const))('%s', (name, parser) => {
  it('are read where they are sound', () => {
    for (const bytes of parser.sound) expect(isRead(parser, bytes)).toBe(true);
  });

  it('are read or refused in words, whatever is damaged', async () => {
    await holds(
      fc.property(fc.oneof({ weight: 9, arbitrary: damaged(parser.sound, 1, 3).map(([bytes]) => bytes!) }, fc.uint8Array({ maxLength: 80 })), (bytes) => {
        isRead(parser, bytes);
      }),
      60,
      1,
    );
  });

  it.each(readdirSync(CORPUS).filter((file) => file.startsWith(`${slug(name)}.`)))('are read or refused in words, where they once were not: %s', (file) => {
    isRead(parser, readFileSync(join(CORPUS, file)));
  });
});
