import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { Command } from 'commander';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { compareCommand } from '../../../compare/cli/commands.ts';
import { complaintOf } from '../../../compare/cli/complaint.ts';
import { exportCommand } from '../../../compare/cli/export/command.ts';
import { addRunOptions, runSpecFrom } from '../../../compare/cli/options.ts';
import { reportCommand } from '../../../compare/cli/report/command.ts';
import { moduleWith } from '../networks/fixtures.ts';

let folder: string;
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'commands-'))));
afterEach(() => rm(folder, { recursive: true }));

/** What the command line would do and say, in this process; the folder of the test is left out of it. */
async function run(...args: string[]): Promise<{ exitCode: number; text: string }> {
  const printed: string[] = [];
  const stream = new PassThrough().on('data', (chunk: Buffer) => printed.push(chunk.toString())) as unknown as NodeJS.WriteStream;
  const terminal = { stream, errors: stream, print: (text: string) => void printed.push(`${text}\n`) };
  const named = () => printed.join('').replaceAll(`${folder}/`, '');
  try {
    const command = addRunOptions(new Command())
      .exitOverride()
      .configureOutput({ writeErr: () => {} });
    command.parse(['--out', join(folder, 'out'), ...args], { from: 'user' });
    const exitCode = await compareCommand(runSpecFrom(command.opts()), terminal);
    return { exitCode, text: named() };
  } catch (error) {
    const complaint = complaintOf(error)!;
    return { exitCode: complaint.exitCode, text: complaint.text.replaceAll(`${folder}/`, '') };
  }
}

const rows = (count: number, classes = ['a', 'b', 'c']) =>
  Array.from({ length: count }, (_, r) => `${(r * 7) % 10},${(r * r) % 11},${classes[r % classes.length]}`).join('\n');
const file = async (name: string, content: string) => (await writeFile(join(folder, name), content), join(folder, name));
const alone = ['--networks', 'scratch', '--hidden', '4', '--epochs', '2', '--batch-size', '8'];

describe('what the user gave is wrong: one line, exit code 2, and no report', () => {
  it.each<[string, string | undefined, string[], string]>([
    ['a file that is not there', undefined, [], 'train.csv: there is no such file. Is the path right, seen from the current folder?'],
    ['an empty file', '', [], 'train.csv: there are no rows in it.'],
    ['a header and nothing else', 'label,x\n', [], 'train.csv: there are no rows below the header.'],
    ['a ragged row', 'a,1,2\nb,3,4\nc,5\n', [], 'train.csv:3: 2 columns, the others have 3. Is a value missing, or the line cut short?'],
    [
      'what is no number',
      'a,1,2\nb,x,4\na,5,6\n',
      ['--label', '0'],
      "train.csv:2:2: 'x' is not a number, as 2 other cells of column 2 are. If it stands for a missing value, give --missing-values 'x'; else mend it, or leave the column out with --drop 1.",
    ],
    [
      'a gap',
      'a,1,2\nb,,4\na,5,6\n',
      ['--missing', 'error', '--label', '0'],
      "train.csv:2: 'column 2' is missing, which --missing error refuses. Fill it in or leave the row out.",
    ],
    [
      'a label column that is not there',
      rows(9),
      ['--label-column', 'species'],
      "train.csv: --label 'species': there is no such column; the columns are numbered 0 to 2 (or -1 to -3 from the end) and have no names.",
    ],
    [
      'a label column beyond the last',
      rows(9),
      ['--label-column', '3'],
      'train.csv: --label 3: there is no such column; the columns are numbered 0 to 2 (or -1 to -3 from the end) and have no names.',
    ],
    [
      'one class only',
      rows(9, ['a']),
      ['--label', '2'],
      "train.csv: the label, column 3, says 'a' in all 9 rows; at least two classes are expected. Choose another column with --label.",
    ],
    ['too few rows to split', rows(3), ['--label', '2'], 'train.csv: a fraction of 0.2 of its 3 rows sets no row aside. Give a larger fraction.'],
    [
      'more training rows than there are',
      rows(20),
      ['--train-rows', '50'],
      'train.csv has 16 rows: with 50 to train on none is left to validate with. Give a smaller number of training rows.',
    ],
    ['a sigmoid for three classes', rows(30), ['--output', 'sigmoid'], '--output sigmoid answers for two classes, train.csv has 3. Use --output softmax.'],
    [
      'no hidden layer of no units',
      rows(30),
      ['--hidden', '0'],
      "--hidden: expected widths such as 64,64, each a whole number from 1 (for no hidden layer: 'none'), got '0'.",
    ],
    ['a batch of no rows', rows(30), ['--batch-size', '0'], "--batch-size: expected a whole number from 1, or 'full', got '0'."],
    [
      'two ways to validate',
      rows(30),
      ['--train-rows', '5', '--validation', '0.5'],
      '--validation and --train-rows both say what to validate with; give one of them.',
    ],
    ['two places of data', rows(30), ['--data', 'penguins'], '--train names a file where --data already names what to read; give one of them.'],
    ['an option without its value', rows(30), ['--epochs'], "option '--epochs <n>' argument missing. See --help."],
    ['an option that does not exist', rows(30), ['--nonsense', '0.9'], "unknown option '--nonsense'. See --help."],
  ])('%s', async (_, content, args, message) => {
    const path = content === undefined ? join(folder, 'train.csv') : await file('train.csv', content);
    const { exitCode, text } = await run('--train', path, ...alone, ...args);
    expect(text).toBe(message);
    expect(exitCode).toBe(2);
    expect(await readdir(folder)).toEqual(content === undefined ? [] : ['train.csv']);
  });

  it('more classes in the test file than in the training file', async () => {
    const args = ['--train', await file('train.csv', rows(30, ['a', 'b'])), '--test', await file('test.csv', rows(6))];
    const { exitCode, text } = await run(...args, ...alone);
    expect(text).toMatch(/^test\.csv:3:3: .*'c'/);
    expect(text).not.toContain('\n');
    expect(exitCode).toBe(2);
  });

  it('a network that is not there', async () => {
    const { exitCode, text } = await run('--train', await file('train.csv', rows(30)), '--networks', 'pytorch');
    expect(text).toMatch(/^There is no network 'pytorch'\. There are 'scratch', .*'tfjs'.*\.$/);
    expect(exitCode).toBe(2);
  });

  it('two mistakes at once are told without a third: no promise is left to fail unheard', async () => {
    const { exitCode, text } = await run('--train', join(folder, 'none.csv'), '--networks', 'pytorch');
    expect(text).toMatch(/^(none\.csv: there is no such file\..*|There is no network 'pytorch'\.)/);
    expect(exitCode).toBe(2);
  });

  it('a folder for the report that is a file', async () => {
    const train = await file('train.csv', rows(40));
    const { exitCode, text } = await run('--train', train, ...alone, '--out', train);
    expect(text).toBe('train.csv: the report cannot be written there: a file is in the way (ENOTDIR). Choose another folder with --out.');
    expect(exitCode).toBe(2);
  });
});

describe('a run', () => {
  it('on a batch larger than the data, with no hidden layer, says so and writes its report', async () => {
    const { exitCode, text } = await run('--train', await file('train.csv', rows(50)), ...alone, '--hidden', 'none', '--batch-size', '1000');
    expect(exitCode).toBe(0);
    expect(text).toMatch(/^data +train: 32 training, 8 validation and 10 test rows of 2 features, 3\n +classes$/m);
    expect(text).toMatch(/^model +2 → 3 \(softmax\)$/m);
    expect(text).toMatch(/^training +SGD, an update on the full batch$/m);
    expect(text).toMatch(/^scratch {2}Epoch 02: loss=\d\.\d{4} train_acc=\d\.\d{4} val_acc=\d\.\d{4}$/m);
    expect(text).toMatch(/^Report: out\/report\.md$/m);
    const results = JSON.parse(await readFile(join(folder, 'out', 'results.json'), 'utf8')) as { plan: unknown };
    expect(results.plan).toEqual({ stepsPerEpoch: 1, steps: 2, lastBatchRows: 32 });
  });

  it('that diverges is a result: shown as such, reported, exit code 0', async () => {
    const { exitCode, text } = await run(
      '--train',
      await file('train.csv', rows(50)),
      ...alone,
      '--learning-rate',
      '1e30',
      '--networks',
      'scratch,tfjs',
      '--tfjs-runtime',
      'cpu',
    );
    expect(exitCode).toBe(0);
    expect(text).toMatch(/^scratch diverged in epoch 1 at step \d: its loss became (NaN|Infinity)\./m);
    expect(text).toMatch(/^tfjs diverged in epoch 1 at step \d/m);
    expect(text).not.toContain('DIFFER');
    expect(await readFile(join(folder, 'out', 'report.md'), 'utf8')).toContain('diverged');
  });

  it('with --assert-parity exits 1 where the networks differ, and 0 where they do not', async () => {
    const train = await file('train.csv', rows(50));
    const wrong = await run('--train', train, ...alone, '--networks', 'scratch,document', '--assert-parity');
    expect(wrong.text).toMatch(/^DIFFER: scratch and document do not take the same steps\./m);
    expect(wrong.exitCode).toBe(1);
    expect((await run('--train', train, ...alone, '--networks', 'scratch,tfjs', '--tfjs-runtime', 'cpu', '--assert-parity')).exitCode).toBe(0);
  });

  it('with --baseline exits 1 where a network did worse than in an earlier run, 0 where none did, and refuses a run on other data', async () => {
    const train = await file('train.csv', rows(50));
    const good = ['--train', train, ...alone, '--epochs', '30'];
    expect((await run(...good)).exitCode).toBe(0);
    const same = await run(...good, '--baseline', join(folder, 'out'));
    expect(same.text).toMatch(/^NO DROP: scratch did as well as in out\.$/m);
    expect(same.exitCode).toBe(0);
    const worse = await run(...good, '--learning-rate', '1e30', '--baseline', join(folder, 'out', 'results.json'));
    expect(worse.text).toMatch(/^DROPPED: against out: scratch diverged, which it had not\.$/m);
    expect(worse.exitCode).toBe(1);
    const other = await run('--train', await file('other.csv', rows(50)), ...alone, '--baseline', join(folder, 'out'));
    expect(other).toEqual({ exitCode: 2, text: '--baseline out: that run is of train, this one of other. Name a run on the same data.' });
  });

  it('keeps the weights of its networks, which export writes for other programs', async () => {
    await run('--train', await file('train.csv', rows(50)), ...alone);
    const printed: string[] = [];
    const terminal = { stream: new PassThrough() as unknown as NodeJS.WriteStream, print: (text: string) => void printed.push(text) };
    const out = join(folder, 'mine.onnx');
    await exportCommand(join(folder, 'out'), { format: 'onnx', out }, terminal);
    await exportCommand(join(folder, 'out'), { format: 'safetensors' }, terminal);
    expect(printed).toEqual([`Written: ${out}`, `Written: ${join(folder, 'out', 'scratch.safetensors')}`]);
    expect((await readFile(out)).includes('mlp-compare')).toBe(true);
    const refused = (asked: object) => exportCommand(join(folder, 'out'), { format: 'onnx', ...asked }, terminal);
    await expect(refused({ network: 'scratsh' })).rejects.toThrow("--network: there are weights of 'scratch', not of 'scratsh'. Did you mean scratch?");
    await expect(refused({ format: 'onxn' })).rejects.toThrow(/^--format: expected one of 'onnx', .*, got 'onxn'\./);
  });

  it('is told to other programs where that is asked for', async () => {
    const junit = join(folder, 'tests', 'junit.xml');
    const train = await file('train.csv', rows(50));
    const { exitCode, text } = await run('--train', train, ...alone, '--networks', 'scratch,document', '--reporter', `junit=${junit}`, '--reporter', 'github');
    expect(exitCode).toBe(0); // nothing was asserted
    expect(text).toMatch(/^::error title=train%3A document takes the steps of scratch::DIFFER: .*mean over the batch is taken twice/m);
    expect(await readFile(junit, 'utf8')).toContain('<testsuite name="train" tests="3" failures="1"');
    const wrong = await run('--train', train, ...alone, '--reporter', 'tapp');
    expect(wrong).toEqual({ exitCode: 2, text: "--reporter: expected one of 'github', 'junit', 'tap', got 'tapp'. Did you mean tap?" });
  });

  it('keeps the file of a network of the reader’s own', async () => {
    const module = await file('mine.mjs', moduleWith({}));
    const { exitCode } = await run('--train', await file('train.csv', rows(50)), ...alone, '--networks', 'scratch', '--network', module);
    expect(exitCode).toBe(0);
    const { networks } = JSON.parse(await readFile(join(folder, 'out', 'results.json'), 'utf8')) as { networks: { source?: { text: string } }[] };
    expect(networks.map(({ source }) => source?.text)).toEqual([undefined, await readFile(module, 'utf8')]);
  });

  it('is shown again from its results.json, and reported where that lies or where asked', async () => {
    await run('--train', await file('train.csv', rows(50)), ...alone);
    const report = await readFile(join(folder, 'out', 'report.md'), 'utf8');
    const printed: string[] = [];
    const terminal = { stream: new PassThrough() as unknown as NodeJS.WriteStream, print: (text: string) => void printed.push(text) };
    await reportCommand(join(folder, 'out', 'results.json'), join(folder, 'again'), terminal);
    expect(await readFile(join(folder, 'again', 'report.md'), 'utf8')).toBe(report);
    expect(printed.join('\n')).toContain(`Report: ${join(folder, 'again', 'report.md')}`);
  });
});
