import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { markdownTable } from 'markdown-table';
import writeFileAtomic from 'write-file-atomic';
import { type Curve, logLogPicture } from '../log-log.ts';
import { COLUMNS, type Reading, type ReadingBy } from './reading.ts';

/** A float32 matrix of the file's numbers, the least that they take. */
const matrixBytes = (rows: number) => 4 * rows * COLUMNS;

export function readingTable(found: readonly Reading[]): string {
  const titles = found[0]!.by.map(({ title }) => title);
  const [theirs, ...ours] = [...titles].reverse();
  const head = [
    'rows',
    'file',
    ...titles,
    ...ours.reverse().map((title) => `${title} / ${theirs}`),
    ...titles.map((title) => `peak memory, ${title}`),
    '3 × float32',
  ];
  const megabytes = (bytes: number) => `${Math.round(bytes / 1e6)} MB`;
  const lines = found.map(({ rows, fileBytes, by }) => [
    rows.toLocaleString('en-US'),
    megabytes(fileBytes),
    ...by.map(({ seconds }) => `${seconds.toFixed(3)} s`),
    ...by.slice(0, -1).map(({ ratio }) => ratio.toFixed(2)),
    ...by.map(({ peakBytes }) => megabytes(peakBytes)),
    megabytes(3 * matrixBytes(rows)),
  ]);
  return markdownTable([head, ...lines], { align: head.map(() => 'r') });
}

/** Writes reading.md, and in its pictures time and memory against rows. @returns the path of reading.md */
export async function writeReading(folder: string, found: readonly Reading[]): Promise<string> {
  const curves = (y: (by: ReadingBy) => number): Curve[] =>
    found[0]!.by.map(({ title }, k) => ({ name: title, points: found.map(({ rows, by }) => ({ x: rows, y: y(by[k]!) })) }));
  const seconds = logLogPicture(
    { title: `Reading ${COLUMNS} columns of numbers`, x: 'rows', y: 's of processor time' },
    curves((by) => by.seconds),
  );
  const memory = logLogPicture({ title: 'The most memory of a process that reads once', x: 'rows', y: 'MB' }, [
    ...curves((by) => by.peakBytes / 1e6),
    { name: '3 × float32', points: found.map(({ rows }) => ({ x: rows, y: (3 * matrixBytes(rows)) / 1e6 })) },
  ]);
  await mkdir(folder, { recursive: true });
  await writeFileAtomic(join(folder, 'reading.svg'), seconds);
  await writeFileAtomic(join(folder, 'reading-memory.svg'), memory);
  const report = join(folder, 'reading.md');
  await writeFileAtomic(report, `# Reading\n\n${readingTable(found)}\n\n![Time against rows](reading.svg)\n\n![Memory against rows](reading-memory.svg)\n`);
  return report;
}
