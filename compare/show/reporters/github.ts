import { count } from '../../../src/fault.ts';
import type { ReportedSuite } from './reported.ts';

/** Annotations of one kind that a step may make; GitHub drops the others without a word. */
const MOST_ANNOTATIONS = 10;
/** Bytes of a step's summary; a longer one is dropped as a whole. */
const MOST_SUMMARY = 1024 * 1024;

/** What becomes an annotation. */
export interface Annotated {
  readonly title: string;
  readonly message: string;
  readonly file?: string | undefined;
}

/** The lines of a workflow's log that become annotations; where there are more than GitHub shows, the last says how many. @param one what each is, and the sentence where all of them are */
export function annotations(all: readonly Annotated[], one: string, where: string): string[] {
  const shown = all.length > MOST_ANNOTATIONS ? all.slice(0, MOST_ANNOTATIONS - 1) : all;
  const rest = all.length - shown.length;
  return [...shown, ...(rest === 0 ? [] : [{ title: 'more', message: `${count(rest, one)} not right; ${where}` }])].map(annotation);
}

/** Of all that did not pass. */
export function annotationsOf(suites: readonly ReportedSuite[]): string[] {
  const wrong = suites.flatMap(({ name, tests }) =>
    tests
      .filter(({ outcome }) => outcome === 'failure' || outcome === 'error')
      .map(({ name: test, told, file }) => ({ title: `${name}: ${test}`, message: told, file })),
  );
  return annotations(wrong, 'further test', 'the job summary has all of them.');
}

/** Written so that nothing of what is told is taken for a command. */
function annotation({ title, message, file }: Annotated): string {
  const data = (value: string) => value.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
  const property = (value: string) => data(value).replace(/:/g, '%3A').replace(/,/g, '%2C');
  return `::error ${file === undefined ? '' : `file=${property(file)},`}title=${property(title)}::${data(message)}`;
}

/** As much of a text as a job's summary takes, with `end` in place of the rest. */
export function withinSummary(text: string, end: string): string {
  if (Buffer.byteLength(text) <= MOST_SUMMARY) return text;
  const closing = `\n\n${end}\n`;
  const kept = Buffer.from(text)
    .subarray(0, MOST_SUMMARY - Buffer.byteLength(closing))
    .toString('utf8');
  return `${kept.slice(0, kept.lastIndexOf('\n'))}${closing}`;
}
