import { Fault } from '../../../fault.ts';

/** A package that only few files take, loaded when one is met. @throws Fault if it is not installed */
export async function askedFor<T>(place: string, form: string, name: string, load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND')) throw error;
    throw new Fault(`${place}: to read ${form} takes the package ${name}, which is not installed. Run: npm install ${name}`);
  }
}

/** What a library finds wrong with a file is a fault of the file; where it stumbles itself, its words tell nothing of that. */
export function asFault(place: string, form: string, error: unknown): unknown {
  if (error instanceof Fault || !(error instanceof Error)) return error;
  const stumbled = error instanceof TypeError || error instanceof RangeError;
  const found = stumbled ? '' : ` (${error.message.replace(/\s+/g, ' ')})`;
  return new Fault(`${place}: this ${form} file cannot be read${found}. Is it damaged or cut short?`);
}

/** Lists, maps and the like have no place in a table of numbers and words. */
export function noValue(place: string, column: string): Fault {
  return new Fault(
    `${place}: column '${column}' holds lists or objects, one value each is expected. Save it without this column, or with a column for each value.`,
  );
}
