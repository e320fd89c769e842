import { count, Fault, quoted } from '../../fault.ts';
import { type Cells, cellText, type RawColumn, type RawTable } from '../raw-table.ts';
import { numberedDates } from './dates.ts';
import { type Declared, missingWords } from './missing.ts';
import { DECIMAL_COMMAS, type WrittenForm, writtenForm } from './written-numbers.ts';

interface Read {
  readonly index: number; // in the file, from 0
  readonly name: string; // from the header, else 'column 3', as the file numbers them from 1
  readonly isNamed: boolean;
  readonly missing: number;
  /** How its cells are written, where that does not go without saying. */
  readonly says?: string | undefined;
}

/** A column of the file once it is known what its cells are. */
export type ReadColumn = NumberColumn | WordColumn | MixedColumn;

export interface NumberColumn extends Read {
  readonly kind: WrittenForm['kind'];
  /** (rows) NaN where there is none; a boolean is 0 or 1, a date its days since 1970. */
  readonly numbers: Float64Array;
  /** Where they lie, as in `RawColumn`: `numbers` is then to be asked for once. */
  readonly cells?: Cells | undefined;
  readonly form: WrittenForm | undefined;
}

export interface WordColumn extends Read {
  readonly kind: 'words';
  /** The words that occur, in the order of their UTF-16 units. */
  readonly levels: readonly string[];
  /** (rows) index into `levels`, −1 where there is none. */
  readonly codes: Int32Array;
}

/** Numbers with a few words among them: of no use as a feature, and why. */
export interface MixedColumn extends Read {
  readonly kind: 'mixed';
  readonly fault: Fault;
}

/** Words among numbers are a column of words from this share on, and so many cells; fewer are mistakes. */
const WORDS_SHARE = 0.1;
const WORD_CELLS = 5;
/** But so few different words beside more different numbers, each of which would be a word, say something else of these. */
const FEW_WORDS = 8;
const MANY_NUMBERS = 20;

export function nameOf({ name }: Pick<RawColumn, 'name'>, index: number): string {
  return name || `column ${index + 1}`;
}

/** What the cells of column `index` are. */
export function readColumn(table: RawTable, index: number, declared: Declared): ReadColumn {
  const raw = table.columns[index]!;
  const gaps = missingWords(raw, declared);
  const texts = (raw.words?.distinct ?? []).filter((_, k) => !gaps[k]);
  const usual = raw.hasDecimalCommas ? DECIMAL_COMMAS : dateForm(raw, declared);
  const form = texts.length === 0 ? usual : writtenForm(texts, plainNumbers(raw, declared));
  if (form || texts.length === 0) return numberColumn(table, index, { gaps, declared, form });
  const wordCells = raw.words!.codes.reduce((sum, code) => sum + (code >= 0 && !gaps[code] ? 1 : 0), 0);
  const known = raw.numbers.reduce((sum, x) => sum + (Number.isNaN(x) || declared.numbers.has(x) ? 0 : 1), wordCells);
  const areRemarks = texts.length <= FEW_WORDS && plainNumbers(raw, declared).length > MANY_NUMBERS;
  const isOfWords = !areRemarks && (wordCells * 2 > known || (wordCells >= known * WORDS_SHARE && wordCells >= WORD_CELLS));
  if (isOfWords) return wordColumn(table, index, { gaps, declared });
  const fault = oddWord(table, index, texts, known - wordCells);
  return { ...headOf(raw, index), kind: 'mixed', missing: raw.numbers.length - known, fault };
}

function dateForm({ name, numbers }: RawColumn, declared: Declared): WrittenForm | undefined {
  const dates = numberedDates(name, declared.numbers.size === 0 ? numbers : numbers.filter((x) => !declared.numbers.has(x)));
  return dates && { kind: 'dates', says: dates.says, numberOf: () => NaN, ofPlain: dates.daysOf };
}

/** The same column of another file, read as this one was. @throws Fault where its cells are something else */
export function readColumnAs(like: ReadColumn, table: RawTable, index: number, declared: Declared): ReadColumn {
  const raw = table.columns[index]!;
  const gaps = missingWords(raw, declared);
  if (like.kind === 'words') return wordColumn(table, index, { gaps, declared });
  if (like.kind === 'mixed') return like;
  const column = numberColumn(table, index, { gaps, declared, form: like.form });
  const wrong = column.numbers.findIndex((x, row) => Number.isNaN(x) && !isMissing(raw, row, gaps, declared));
  if (wrong < 0) return column;
  throw new Fault(
    `${table.placeOf(wrong)}:${index + 1}: ${quoted(cellText(raw, wrong))} is not of the ${like.kind} that column ${quoted(like.name)} holds in the training file. ` +
      `If it stands for a missing value, give --missing-values ${quoted(cellText(raw, wrong))}.`,
  );
}

export function isMissing({ numbers, words }: RawColumn, row: number, gaps: readonly boolean[], declared: Declared): boolean {
  const code = words?.codes[row] ?? -1;
  return code >= 0 ? gaps[code]! : Number.isNaN(numbers[row]) || declared.numbers.has(numbers[row]!);
}

interface Reading {
  readonly gaps: readonly boolean[];
  readonly declared: Declared;
  readonly form?: WrittenForm | undefined;
}

function numberColumn({ columns }: RawTable, index: number, { gaps, declared, form }: Reading): NumberColumn {
  const raw = columns[index]!;
  if (!raw.words && declared.numbers.size === 0 && form?.kind !== 'dates') {
    const as = { ...headOf(raw, index), kind: 'numbers', missing: gapsIn(raw.numbers), says: form?.says, form, cells: raw.cells } as const;
    if (!raw.cells) return { ...as, numbers: raw.numbers }; // as read, without a copy
    return {
      ...as,
      get numbers() {
        return raw.numbers;
      },
    };
  }
  const ofWord = (raw.words?.distinct ?? []).map((text, k) => (gaps[k] || !form ? NaN : form.numberOf(text)));
  const ofPlain = form ? (form.ofPlain ?? (() => NaN)) : undefined;
  const numbers = raw.numbers.map((x, row) => {
    const code = raw.words?.codes[row] ?? -1;
    if (code >= 0) return ofWord[code]!;
    return declared.numbers.has(x) ? NaN : ofPlain ? ofPlain(x) : x;
  });
  return { ...headOf(raw, index), kind: form?.kind ?? 'numbers', missing: gapsIn(numbers), says: form?.says, numbers, form };
}

function gapsIn(numbers: Float64Array): number {
  let gaps = 0;
  for (let r = 0; r < numbers.length; r++) if (Number.isNaN(numbers[r])) gaps++;
  return gaps;
}

function wordColumn({ columns, rows }: RawTable, index: number, { gaps, declared }: Reading): WordColumn {
  const raw = columns[index]!;
  const texts = new Map<string, number>();
  const found = new Int32Array(rows);
  let missing = 0;
  for (let row = 0; row < rows; row++) {
    if (isMissing(raw, row, gaps, declared)) {
      found[row] = -1;
      missing++;
      continue;
    }
    const text = cellText(raw, row);
    const code = texts.get(text) ?? texts.size;
    texts.set(text, code);
    found[row] = code;
  }
  const levels = [...texts.keys()].sort();
  const codeOf = new Map(levels.map((text, code) => [texts.get(text)!, code]));
  return { ...headOf(raw, index), kind: 'words', missing, levels, codes: found.map((code) => codeOf.get(code) ?? -1) };
}

function headOf(raw: RawColumn, index: number): Pick<Read, 'index' | 'name' | 'isNamed'> {
  return { index, name: nameOf(raw, index), isNamed: Boolean(raw.name) };
}

/** The numbers of a column that stand there as plain decimals, as many as tell how the others are written. */
function plainNumbers({ numbers }: RawColumn, declared: Declared): number[] {
  const plain = new Set<number>();
  for (const x of numbers) {
    if (!Number.isNaN(x) && !declared.numbers.has(x)) plain.add(x);
    if (plain.size >= 1000) break;
  }
  return [...plain];
}

function oddWord(table: RawTable, index: number, texts: readonly string[], numbers: number): Fault {
  const raw = table.columns[index]!;
  const text = texts.find((word) => /\w/.test(word)) ?? texts[0]!;
  const row = raw.words!.codes.indexOf(raw.words!.distinct.indexOf(text));
  const name = nameOf(raw, index);
  const all = texts.length <= FEW_WORDS && !texts.some((word) => word.includes(',')) ? texts.join(',') : text;
  const isInfinite = /^[+-]?inf(inity)?$/i.test(text);
  const option = raw.name ? quoted(raw.name) : `${index}`;
  return new Fault(
    `${table.placeOf(row)}:${index + 1}: ${quoted(text)} is ${isInfinite ? 'not a finite number' : 'not a number'}, as ${count(numbers, 'other cell')} of ` +
      `${raw.name ? `column ${index + 1}, ${quoted(name)},` : name} ${numbers === 1 ? 'is' : 'are'}. If it stands for a missing value, give --missing-values ${quoted(all)}; ` +
      `else mend it, or leave the column out with --drop ${option}.`,
  );
}
