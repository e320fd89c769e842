import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { distance } from 'fastest-levenshtein';
import { count, Fault, list, quoted, together } from '../../../src/fault.ts';
import { readText } from '../../../src/host/text-file.ts';
import { type Matrix, shape } from '../../../src/numbers/matrix.ts';
import { answerOf, type NamedArrays, type Part, type Wanted, wantedOf } from './arrays.ts';
import type { Answered } from './backend.ts';
import { digitsOf, readCsv } from './csv.ts';
import { readJson } from './json.ts';
import { readNpz } from './npz.ts';
import { describeQuestion, type Question } from './question.ts';

/** Arrays as they were found, each with the file, or the place in one, that messages name. */
type Found = ReadonlyMap<string, { readonly place: string; readonly values: Matrix }>;

/**
 * The answers in a folder: to question 07 as 07/*.csv, 07.npz or 07.json. Whole questions may be left out, and parts of the answers
 * if they are left out of all.
 * @throws Fault where there are none, or one is of another shape, is no number, or is missing though others of its kind are there
 */
export function readAnswers(folder: string, questions: readonly Omit<Answered, 'answer'>[]): Answered[] {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) throw new Fault(`${folder}: there is no such folder; the answers are expected in it.`);
  refuseStrangers(folder, questions);
  const found = questions.map((one) => ({ ...one, arrays: findArrays(folder, one.id), wanted: wantedOf(one.question) }));
  if (found.every(({ arrays }) => !arrays)) {
    const { id } = questions[0]!;
    throw new Fault(`${folder}: there are no answers; those to question ${id} are expected as ${id}/logits.csv and so on, as ${id}.npz or as ${id}.json.`);
  }
  const given = new Set<Part>(found.flatMap(({ arrays, wanted }) => (arrays ? wanted.filter(({ name }) => arrays.has(name)).map(({ part }) => part) : [])));
  return found.map(({ arrays, wanted, id, question }) => {
    if (!arrays) return { id, question };
    const owed = wanted.filter(({ part, isLater }) => given.has(part) && (!isLater || part === 'after' || given.has('after')));
    return { id, question, answer: answerOf(question, taken(arrays, wanted, owed, `${join(folder, id)}`, question)) };
  });
}

/** What lies there under the name of no question is the answer to another set of questions. */
function refuseStrangers(folder: string, questions: readonly Omit<Answered, 'answer'>[]): void {
  const ids = new Set(questions.map(({ id }) => id));
  const stranger = readdirSync(folder).find((name) => /^\d+(\.npz|\.json)?$/.test(name) && !ids.has(name.replace(/\..*$/, '')));
  if (stranger) throw new Fault(`${join(folder, stranger)}: there is no such question; ${count(ids.size, 'question')} were put. Is it of another set?`);
}

function findArrays(folder: string, id: string): Found | undefined {
  const [csv, npz, json] = [join(folder, id), join(folder, `${id}.npz`), join(folder, `${id}.json`)];
  const there = [csv, npz, json].filter((path) => existsSync(path));
  if (there.length > 1) throw new Fault(`${together(there)}: question ${id} is answered ${there.length} times; leave one.`);
  const placed = (arrays: NamedArrays, path: string) => new Map([...arrays].map(([name, values]) => [name, { place: `${path}: ${name}`, values }]));
  if (existsSync(npz)) return placed(readNpz(readFileSync(npz), npz), npz);
  if (existsSync(json)) return placed(readJson(readText(json), json), json);
  return existsSync(csv) ? readCsvs(csv) : undefined;
}

/** Digits below which rounding cannot be told from a mistake: float32 has up to 9. */
const FEWEST_DIGITS = 8;
/** Numbers of a file below which all of them may be short by chance. */
const TELLING = 6;

function readCsvs(folder: string): Found {
  const names = readdirSync(folder).filter((name) => name.endsWith('.csv'));
  return new Map(
    names.map((file) => {
      const place = join(folder, file);
      const text = readText(place);
      const values = readCsv(text, place);
      const digits = digitsOf(text);
      if (digits !== undefined && digits < FEWEST_DIGITS && values.data.length >= TELLING) {
        throw new Fault(`${place}: its numbers have at most ${digits} digits, so that rounding hides what is asked; write 17 (%.17g, or digits = 17).`);
      }
      return [file.replace(/\.csv$/, ''), { place, values }];
    }),
  );
}

/** The arrays of one answer, each of the shape that is wanted. */
function taken(arrays: Found, wanted: readonly Wanted[], owed: readonly Wanted[], place: string, question: Question): NamedArrays {
  const names = wanted.map(({ name }) => name);
  const stranger = [...arrays.keys()].find((name) => !names.includes(name));
  if (stranger !== undefined) {
    const nearest = names.toSorted((a, b) => distance(a, stranger) - distance(b, stranger))[0]!;
    throw new Fault(`${arrays.get(stranger)!.place}: nothing of that name is asked for; did you mean ${quoted(nearest)}?`);
  }
  const missing = owed.filter(({ name }) => !arrays.has(name)).map(({ name }) => name);
  if (missing.length > 0) {
    throw new Fault(
      `${place}: ${list(missing, 4)} ${missing.length === 1 ? 'is' : 'are'} missing (${describeQuestion(question)}); what is answered to one question is expected for all.`,
    );
  }
  return new Map(
    wanted.flatMap((one) => {
      const array = arrays.get(one.name);
      return array ? [[one.name, fitted(array.values, one, array.place)] as const] : [];
    }),
  );
}

/** A vector may lie or stand. */
function fitted(values: Matrix, { rows, cols }: Wanted, place: string): Matrix {
  if (values.rows === rows && values.cols === cols) return values;
  if ((rows === 1 || cols === 1) && values.rows === cols && values.cols === rows) return { rows, cols, data: values.data };
  const hint = values.rows === cols && values.cols === rows ? ' Is it transposed?' : values.rows * values.cols === 0 ? ' Is the file empty?' : '';
  throw new Fault(`${place}: expected (${rows}, ${cols}), got ${shape(values)}.${hint}`);
}
