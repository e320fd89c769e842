import { type Document, parseDocument } from 'yaml';
import { z } from 'zod';
import { Fault, list, nearest, suggestion } from '../../src/fault.ts';
import { calledAs } from '../../src/host/called-as.ts';
import { readText } from '../../src/host/text-file.ts';
import { CODES } from '../diagnose/catalogue/codes.ts';
import { ITEM_NAMES, ITEMS, type Item } from './items.ts';

/** How much of a mistake a student is told: that there is one; where; its name; its name and its mend. */
export const REVEALS = ['mark', 'place', 'name', 'mend'] as const;
export type Reveal = (typeof REVEALS)[number];

const points = z.number().min(0).max(10_000);
const options = z.strictObject({ points: points.optional(), hidden: z.boolean().optional(), all: z.boolean().optional() });
const trains = options.extend({
  data: z.string().optional(),
  epochs: z.int().min(1).max(1000).optional(),
  rate: z.number().positive().optional(),
  accuracy: z.number().min(0).max(1).optional(),
  seconds: z.number().positive().max(3600).optional(),
});
const items = { ...Object.fromEntries(ITEM_NAMES.map((item) => [item, z.union([points, options]).optional()])), trains: z.union([points, trains]).optional() };

const shape = z.strictObject({
  title: z.string().optional(),
  items: z.strictObject(items).optional(),
  model: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
  accept: z.array(z.string()).optional(),
  undeclared: z.enum(['accept', 'deduct']).optional(),
  reveal: z.enum(REVEALS).optional(),
  limits: z
    .strictObject({ answer: z.number().positive().max(600), submission: z.number().positive().max(3600), megabytes: z.int().min(256).max(65_536) })
    .partial()
    .optional(),
});

export interface RubricItem {
  readonly item: Item;
  readonly says: string;
  readonly points: number;
  /** Whether students see what became of it. */
  readonly hidden: boolean;
  /** Whether it gives all of its points or none. */
  readonly all: boolean;
}

/** What a class is held against. */
export interface Rubric {
  readonly title: string;
  readonly items: readonly RubricItem[];
  /** Of the probed network and the training that is asked for, as options of `diagnose` by their names. */
  readonly model: Readonly<Record<string, string | number | boolean>>;
  /** Mistakes, by code or name, that are none here. */
  readonly accept: readonly string[];
  /** What becomes of what is right in itself, but was not asked for: momentum, say. */
  readonly undeclared: 'accept' | 'deduct';
  readonly trains: { readonly data: string; readonly epochs: number; readonly rate: number; readonly accuracy: number; readonly seconds: number };
  readonly reveal: Reveal;
  readonly limits: { readonly answer: number; readonly submission: number; readonly megabytes: number };
}

/** The rubric where none is given, and what one that is given need not say. */
export const DEFAULT_RUBRIC: Rubric = rubricOf({});

/** @throws Fault that says, with its line, what is wrong */
export function readRubric(path: string): Rubric {
  const document = parseDocument(readText(path));
  const [broken] = document.errors;
  if (broken) throw new Fault(`${path}:${broken.linePos?.[0].line ?? 1}: ${broken.message.split('\n')[0]?.replace(/:$/, '')}.`);
  const read = shape.safeParse(plainOf(document, path) ?? {});
  if (read.success) return rubricOf(read.data, path);
  const [issue] = read.error.issues;
  throw new Fault(`${path}: ${issue ? worded(issue) : 'it is no rubric'}.`);
}

/** @throws Fault where an alias is of nothing, or aliases of aliases would make more than a rubric is */
function plainOf(document: Document, path: string): unknown {
  try {
    return document.toJS({ maxAliasCount: 20 });
  } catch (error) {
    throw new Fault(`${path}: ${(error as ReferenceError).message.replace(/[\s\p{Cc}]+/gu, ' ').replace(/[\s:]+$/, '')}.`);
  }
}

function worded({ path, message, ...issue }: z.core.$ZodIssue): string {
  const place = path.map(String).join('.');
  if (issue.code !== 'unrecognized_keys') return `${place || 'the whole'}: ${message.replace(/^Invalid input: /, '')}`;
  const [key = ''] = issue.keys;
  const known = place === 'items' ? ITEM_NAMES : Object.keys(shape.shape);
  return `${place === '' ? '' : `${place}: `}there is no '${key}'; there are ${list(known, 12)}.${suggestion(nearest(key, known))}`.replace(/\.$/, '');
}

function rubricOf({ title, items = {}, model = {}, accept = [], undeclared, reveal, limits }: z.infer<typeof shape>, path = 'rubric'): Rubric {
  const given = items as Readonly<Record<string, z.infer<typeof trains> | number | undefined>>;
  const asked = (item: Item) => (typeof given[item] === 'object' ? given[item] : { points: given[item] });
  const strangers = accept.filter((name) => !Object.values(CODES).includes(name) && !(name in CODES));
  if (strangers.length > 0) {
    throw new Fault(`${path}: accept: ${list(strangers)}: there is no such mistake. All there are: ${calledAs('compare', ['explain-mistake', '--list'])}`);
  }
  const { data = 'penguins', epochs = 30, rate = 0.1, accuracy = 0.9, seconds = 30 } = asked('trains') as z.infer<typeof trains>;
  return {
    title: title ?? 'A multi-layer perceptron by hand',
    items: ITEM_NAMES.map((item) => ruled(item, asked(item))).filter(({ points }) => points > 0),
    model,
    accept,
    undeclared: undeclared ?? 'accept',
    trains: { data, epochs, rate, accuracy, seconds },
    reveal: reveal ?? 'mend',
    limits: { answer: limits?.answer ?? 10, submission: limits?.submission ?? 120, megabytes: limits?.megabytes ?? 1024 },
  };
}

function ruled(item: Item, { points: given, hidden = false, all = false }: z.infer<typeof options>): RubricItem {
  const { says, points: usual } = ITEMS[item];
  return { item, says, points: given ?? usual, hidden, all };
}
