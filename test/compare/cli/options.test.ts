import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addRunOptions, runSpecFrom } from '../../../compare/cli/options.ts';
import { Fault } from '../../../src/fault.ts';
import { camel, parseRunSpec, type RunSpec } from '../../../src/run/config.ts';

let folder: string;
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'options-'))));
afterEach(() => rm(folder, { recursive: true }));

function typed(...args: string[]): RunSpec {
  const command = addRunOptions(new Command()).exitOverride();
  command.parse(args, { from: 'user' });
  return runSpecFrom(command.opts());
}

async function configured(text: string, ...args: string[]): Promise<RunSpec> {
  const path = join(folder, 'run.json');
  await writeFile(path, text);
  return typed('--config', path, ...args);
}

async function fault(text: string, ...args: string[]): Promise<string> {
  const error: unknown = await configured(text, ...args).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(Fault);
  return (error as Fault).message.replaceAll(join(folder, 'run.json'), 'run.json');
}

describe('the command line', () => {
  it('says by default what the schema says by default', () => {
    expect(typed()).toEqual(parseRunSpec({}, (option) => option));
  });

  it('takes values as they are typed, negative ones too', () => {
    expect(typed('--hidden', 'none', '--label-column', '-1', '--learning-rate=1e6', '--assert-parity')).toMatchObject({
      hidden: [],
      labelColumn: -1,
      learningRate: 1e6,
      assertParity: true,
    });
  });

  it('has an option for every setting, and a setting for every option', () => {
    const options = addRunOptions(new Command())
      .options.filter(({ hidden }) => !hidden)
      .map(({ long }) => camel(long!.replace(/^--(no-)?/, '')))
      .filter((name) => name !== 'config');
    const error: unknown = (() => {
      try {
        return parseRunSpec({ nonsense: 1 }, (option) => option);
      } catch (reason) {
        return reason;
      }
    })();
    const settings = [...(error as Fault).message.matchAll(/'([a-z\d-]+)'/g)].map(([, name]) => camel(name!)).filter((name) => name !== 'nonsense');
    expect(options.toSorted()).toEqual(settings.toSorted());
  });
});

describe('a configuration file', () => {
  it('has the same options by the same names, in either spelling', async () => {
    const text = '{ "learning-rate": 0.5, "batchSize": 16, "hidden": [8, 4], "activation": "tanh,relu", "networks": "tfjs" }';
    expect(await configured(text)).toEqual(
      typed('--learning-rate', '0.5', '--batch-size', '16', '--hidden', '8,4', '--activation', 'tanh,relu', '--networks', 'tfjs'),
    );
  });

  it('may begin with a byte order mark, as some editors write it', async () => {
    expect(await configured('\uFEFF{ "epochs": 5 }')).toMatchObject({ epochs: 5 });
  });

  it('lies beneath the command line', async () => {
    expect(await configured('{ "epochs": 5, "seed": 1 }', '--epochs', '7')).toMatchObject({ epochs: 7, seed: 1 });
  });

  it('may call an option as others do, beneath the command line all the same', async () => {
    expect(await configured('{ "lr": 0.5, "batch_size": 16 }')).toMatchObject({ learningRate: 0.5, batchSize: 16 });
    expect(await configured('{ "lr": 0.5 }', '--learning-rate', '0.25')).toMatchObject({ learningRate: 0.25 });
    expect(typed('--lr', '0.5', '--no-use-bias', '--optimiser', 'Adam')).toMatchObject({ learningRate: 0.5, bias: false, optimizer: 'adam' });
  });

  it('is named where its option is wrong, and the command line where that is', async () => {
    expect(await fault('{ "epochs": 0 }')).toBe('run.json: epochs: expected a whole number from 1, got 0.');
    expect(await fault('{ "epochs": 5 }', '--epochs', '0')).toBe("--epochs: expected a whole number from 1, got '0'.");
    expect(await fault('{ "epoch": 5 }')).toMatch(/^run\.json: epoch: there is no such option\. Did you mean epochs\? There are 'preset', 'data', /);
    for (const name of ['constructor', '__proto__', 'toString'])
      expect(await fault(`{ "${name}": 5 }`)).toMatch(/^run\.json: [a-z_-]+: there is no such option\./);
    expect(await fault('{ "config": "other.json" }')).toMatch(/^run\.json: config: there is no such option\./);
  });

  it('that is no object of options is refused in one line', async () => {
    expect(await fault('[]')).toBe('run.json is no configuration: it is not an object of options.');
    expect(await fault('null')).toBe('run.json is no configuration: it is not an object of options.');
    for (const text of ['', '{\n  "epochs": 5,\n}', '{\n  epochs: 5\n}', '\u001b[2J'])
      expect(await fault(text)).toMatch(/^run\.json is no configuration: [^\p{Cc}]+\.$/u);
  });

  it.skipIf(process.platform === 'win32')('that is a pipe is refused, not waited for', () => {
    const pipe = join(folder, 'pipe.json');
    execFileSync('mkfifo', [pipe]);
    expect(() => typed('--config', pipe)).toThrow(new Fault(`--config ${pipe}: this is not a regular file (but a pipe or a device). Save it to a file first.`));
  });

  it('that is not there, or is a folder, is refused', () => {
    expect(() => typed('--config', join(folder, 'none.json'))).toThrow(new Fault(`--config ${join(folder, 'none.json')}: there is no such file.`));
    expect(() => typed('--config', folder)).toThrow(new Fault(`--config ${folder}: this is a folder, a file is expected.`));
  });
});
