import { Fault } from '../../src/fault.ts';
import { parseRunSpec } from '../../src/run/config.ts';
import { flagsOf, kebab, type Setting, written } from '../../src/run/settings/setting.ts';
import { type GivenSettings, GROUPS } from '../../src/run/settings/settings.ts';
import { EXAMPLES } from './setting-examples.ts';

/** What nobody would write, to hear what is said of it: the first that a setting does not take. */
const NONSENSE = ['?!', '', {}];

/** A section for each setting, under its group: what it takes, what holds without it, an example as it is typed and in code, what is said of a wrong value. */
export function settingSections(): string {
  return Object.entries(GROUPS)
    .map(([group, settings]) => [`## ${group}`, ...(settings as readonly Setting[]).map(sectionOf)].join('\n\n'))
    .join('\n\n');
}

function sectionOf(setting: Setting): string {
  const { name, says = '', alsoCalled = [] } = setting;
  const example = EXAMPLES[name as keyof GivenSettings];
  const option = kebab(name);
  const lines = [
    `- takes ${takenBy(setting)}; ${defaultOf(setting)}`,
    `- typed \`--${setting.isOn ? 'no-' : ''}${option}${example === true ? '' : ` ${quotedFor(example)}`}\`, in a config file \`${JSON.stringify({ [option]: readFrom(setting, example) })}\`${inCode(setting, example)}`,
    ...(alsoCalled.length > 0 ? [`- also taken: ${alsoCalled.map((other) => `\`${other}\``).join(', ')}`] : []),
    `- otherwise: \`${complaintOf(setting)}\``,
  ];
  return `### ${option}\n\n\`${flagsOf(setting)}\`: ${escaped(says)}.\n\n${lines.join('\n')}`;
}

function takenBy({ read }: Setting): string {
  const reading = read({});
  return 'expected' in reading ? escaped(reading.expected) : '';
}

function defaultOf({ default: usual, unsaid, isOn }: Setting): string {
  if (isOn) return 'on where it is not given';
  if (usual === false) return 'off where it is not given';
  const otherwise = usual === undefined ? unsaid : `\`${written(usual)}\``;
  return otherwise === undefined ? 'nothing where it is not given' : `where it is not given: ${typeof otherwise === 'string' ? otherwise : String(otherwise)}`;
}

/** The example as a program, or a file, would have it. @throws Error where it is none */
function readFrom({ name, read, isOn }: Setting, example: string | true): unknown {
  const reading = read(example === true ? !isOn : example);
  if ('expected' in reading) throw new Error(`The example of ${name}, '${example}', is none: expected ${reading.expected}.`);
  return reading.value;
}

/** Nothing of what only the command line has. */
function inCode(setting: Setting, example: string | true): string {
  if (setting.decides === 'exit' || setting.decides === 'nothing' || setting.name === 'network') return '';
  const value = JSON.stringify(readFrom(setting, example)).replaceAll('"', "'").replaceAll(',', ', ');
  return `, in code \`{ ${setting.name}: ${value} }\``;
}

function complaintOf({ name, read }: Setting): string {
  const wrong = NONSENSE.find((value) => 'expected' in read(value));
  try {
    parseRunSpec({ [name]: wrong }, (option) => `--${option}`);
  } catch (error) {
    if (error instanceof Fault) return error.message.split('\n')[0] ?? '';
  }
  throw new Error(`Nothing is said of a wrong ${name}.`);
}

function quotedFor(example: string): string {
  return /^[\w./,-]+$/.test(example) ? example : `'${example}'`;
}

/** As Markdown shows it: what stands between brackets is no tag, and a star no emphasis. */
function escaped(text: string): string {
  return text.replace(/[<>*|]/g, (character) => `\\${character}`);
}
