import { Fault } from '../../src/fault.ts';
import { readText } from '../../src/host/text-file.ts';
import { floatWords } from '../../src/numbers/float-words.ts';
import type { Comparison } from './schema.ts';
import { RESULTS_VERSION } from './version.ts';

/**
 * results.json of a comparison: indented by one space, arrays of numbers on one line each. Names are in it as they are, but
 * what would control a terminal is written as JSON's \u escapes, all of it.
 */
export function toJson(comparison: Comparison): string {
  const text = JSON.stringify(comparison, floatWords, 1);
  return `${text.replace(/\[\n\s+(-?[\d"N I.e+,\n-]*?)\n\s+\]/g, (_, items: string) => `[${items.replace(/\s*\n\s*/g, ' ')}]`)}\n`.replace(
    /[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]/gu,
    unicodeEscapes,
  );
}

function unicodeEscapes(character: string): string {
  return Array.from({ length: character.length }, (_, i) => `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`).join('');
}

/** @throws Fault if the file is not there, is no results.json, or is of a version that this program does not know */
export async function readResults(path: string): Promise<Comparison> {
  const json = parse(path, readText(path));
  const version = (json as { version?: unknown } | null)?.version;
  if (version !== RESULTS_VERSION) {
    const came = version === undefined ? 'no version' : `version ${JSON.stringify(version)}`;
    throw new Fault(`${path} has ${came}; this program reads version ${RESULTS_VERSION} of results.json.`);
  }
  const { consistentSchema } = await import('./consistency.ts'); // zod, which a comparison does without
  const result = consistentSchema.safeParse(json);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new Fault(`${path}: ${issue?.path.join('.')}: ${issue?.message}. Was the file edited by hand?`);
}

function parse(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const message = (error as Error).message.replace(/[\s\p{Cc}]+/gu, ' '); // later versions of Node quote the file in it
    throw new Fault(`${path} is not JSON: ${message}. Was it cut short?`);
  }
}
