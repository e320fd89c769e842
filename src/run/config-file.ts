import { Fault } from '../fault.ts';
import { readText } from '../host/text-file.ts';
import { camel } from './config.ts';

/** The settings of a configuration file, by their names in camelCase. @throws Fault */
export function readConfig(path: string, option = '--config'): Record<string, unknown> {
  const text = readText(path, `${option} ${path}`);
  try {
    const json: unknown = JSON.parse(text);
    if (typeof json !== 'object' || json === null || Array.isArray(json)) throw new SyntaxError('it is not an object of options');
    return Object.fromEntries(Object.entries(json).map(([name, value]) => [camel(name), value]));
  } catch (error) {
    throw new Fault(`${path} is no configuration: ${(error as SyntaxError).message.replace(/[\s\p{Cc}]+/gu, ' ')}.`);
  }
}
