import { Fault } from '../../src/fault.ts';
import { camel, RUN_OPTIONS } from '../../src/run/config.ts';
import { settingOf } from '../../src/run/settings/settings.ts';

/** What is of a request and of no run, and what a program calls otherwise than the command line. */
const OF_A_REQUEST: Readonly<Record<string, string>> = {
  from: 'from',
  to: 'to',
  set: 'set',
  inputs: 'inputs',
  classes: 'classes',
  out: 'folder',
  network: 'networks',
};

/** A command that is to be typed, to its end; or an option. */
const NAMED = /\b(?:npm run|npx) [^;]*|--(no-)?([a-z][a-z0-9-]*)/g;

/** A fault in the words of a program: settings by the names of their properties, 'batchSize' for '--batch-size'. Whatever else was thrown as it is. */
export function inProperties(error: unknown): unknown {
  if (!(error instanceof Fault)) return error;
  const lines = error.message.split('\n').map(propertiesIn);
  return lines.join('\n') === error.message ? error : new Fault(...lines);
}

/** The same of a sentence: a warning, say. */
export function propertiesIn(line: string): string {
  const renamed = line.replace(NAMED, (text: string, no: string | undefined, name: string | undefined) =>
    name === undefined ? text : (propertyOf(name, no) ?? text),
  );
  return renamed.includes('there is no such option') ? renamed.replace(OPTION, camel) : renamed;
}

/** An option's name by itself, of several words. */
const OPTION = new RegExp(`(?<![\\w-])(?:${RUN_OPTIONS.filter((name) => name.includes('-')).join('|')})(?![\\w-])`, 'g');

function propertyOf(name: string, no: string | undefined): string | undefined {
  const own = OF_A_REQUEST[name] ?? (settingOf(camel(name)) && camel(name));
  return own === undefined ? undefined : no ? `${own}: false` : own;
}
