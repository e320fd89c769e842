import { Fault, together } from '../../src/fault.ts';
import { ACTIVATIONS } from '../../src/model/activations/activations.ts';
import { LOSSES } from '../../src/model/losses/losses.ts';
import type { FoundNetwork, FoundOutput } from '../../src/model/network.ts';
import { OPTIMISERS } from '../../src/model/optimisers/optimisers.ts';
import { expectedOf, isWritten, namesOf, type Word } from '../../src/model/word.ts';
import { whatCame } from './wording.ts';

/** What a file declares of itself: `MLP_COMPARE = {…}` in Python, `export const model = {…}` in TypeScript. */
interface Declared {
  readonly says: string;
  /** As what was read off is told. */
  readonly model: Readonly<Record<string, unknown>>;
  readonly training: NonNullable<FoundNetwork['training']>;
}

const OUTPUTS: readonly FoundOutput[] = ['softmax', 'sigmoid', 'linear', 'tanh'];

export function isOutput(value: unknown): value is FoundOutput {
  return (OUTPUTS as readonly unknown[]).includes(value);
}

const NAMES = ['sizes', 'activation', 'output', 'loss', 'optimiser', 'l1', 'l2'] as const;

/** @throws Fault for what makes no sense, or has no such name */
export function readDeclared({ optimizer, ...given }: Readonly<Record<string, unknown>>): Declared {
  const declared = { ...given, ...(optimizer !== undefined && { optimiser: optimizer }) };
  const stranger = Object.keys(declared).find((name) => !(NAMES as readonly string[]).includes(name));
  if (stranger !== undefined) throw new Fault(`The file declares '${stranger}', which nothing is called: a file may declare ${together(NAMES)}.`);
  const { sizes, activation, output, loss, optimiser, l1, l2 } = declared as Partial<Record<(typeof NAMES)[number], unknown>>;
  const activations = activation === undefined ? [] : [activation].flat();
  const isSizes = Array.isArray(sizes) && sizes.length > 1 && sizes.every((width) => Number.isSafeInteger(width) && width > 0);
  const wrong = [
    ...refuse('sizes', sizes, isSizes, 'widths from the inputs to the outputs, such as [20, 64, 3]'),
    ...activations.flatMap((name) => refuseWord('activation', name, ACTIVATIONS)),
    ...refuse('output', output, isOutput(output), together(OUTPUTS, 'or')),
    ...refuseWord('loss', loss, LOSSES),
    ...refuse('optimiser', optimiser, (namesOf(OPTIMISERS) as unknown[]).includes(optimiser), together(namesOf(OPTIMISERS), 'or')),
    ...refuse('l1', l1, typeof l1 === 'number' && l1 >= 0, 'a number from 0'),
    ...refuse('l2', l2, typeof l2 === 'number' && l2 >= 0, 'a number from 0'),
  ];
  if (wrong.length > 0) throw new Fault(...wrong);
  const model = { widths: sizes, ...(activations.length > 0 && { activations }), output };
  const training = Object.fromEntries(Object.entries({ loss, optimiser, l1, l2 }).filter(([, value]) => value !== undefined));
  const told = NAMES.filter((name) => declared[name as keyof typeof declared] !== undefined).map(
    (name) => `${name} ${[declared[name as keyof typeof declared]].flat().join(', ')}`,
  );
  return { says: `declared by the file: ${told.join('; ')}`, model, training };
}

function refuse(name: string, value: unknown, isRight: boolean, expected: string): string[] {
  return value === undefined || isRight ? [] : [`The file declares ${name}: expected ${expected}, got ${whatCame(value)}.`];
}

function refuseWord(name: string, value: unknown, records: readonly Word[]): string[] {
  return refuse(name, value, isWritten(records, value), expectedOf(records, value));
}
