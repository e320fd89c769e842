import { flag, oneOrMore, text, whole } from './reading.ts';
import { setting } from './setting.ts';

/** The folder in which each run has one of its own. */
export const REPORTS = 'reports';

export const RESULT = [
  setting({
    name: 'out',
    argument: 'folder',
    says: 'where report.md and results.json go',
    read: text('a folder'),
    unsaid: `a new folder in ${REPORTS}/, named after the time and the run; ${REPORTS}/latest is the newest`,
    decides: 'nothing',
  }),
  setting({ name: 'assertParity', says: "exit with 1 when the verdict is 'differ'", read: flag, default: false, decides: 'exit' }),
  setting({
    name: 'baseline',
    argument: 'run',
    says: "exit with 1 when a network's test accuracy (of a regression R²) is lower than in this earlier run by more than --margin, or parity is lost",
    read: text("a run's folder, its results.json, or its name in reports/"),
    decides: 'exit',
  }),
  setting({
    name: 'reporter',
    argument: 'name',
    says: "also write for another program: github (annotations, and the job's summary), junit (junit.xml) or tap (results.tap); junit=<file> and tap=<file> say where; may be given again",
    read: oneOrMore(text('a reporter'), 'reporters such as github and junit'),
    repeats: true,
    decides: 'nothing',
  }),
  setting({
    name: 'topK',
    argument: 'k',
    says: 'also tell how often the class is among the k of the largest outputs',
    read: whole(1),
    decides: 'numbers',
  }),
  setting({
    name: 'sweepWidth',
    says: 'also train one hidden layer of 1, 2, 4, … 64 units, all else the same: what width is needed for',
    read: flag,
    default: false,
    decides: 'result',
  }),
  setting({ name: 'quiet', says: 'show the result alone: table and verdict', read: flag, default: false, decides: 'nothing' }),
  setting({ name: 'json', says: 'print the result as JSON, as in results.json, and nothing else', read: flag, default: false, decides: 'nothing' }),
  setting({ name: 'verbose', says: "show the libraries' own messages", read: flag, default: false, decides: 'nothing' }),
] as const;
