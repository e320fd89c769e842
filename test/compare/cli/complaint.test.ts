import { CommanderError } from 'commander';
import { describe, expect, it } from 'vitest';
import { brokenAt, complaintOf } from '../../../compare/cli/complaint.ts';
import { Fault } from '../../../src/fault.ts';

describe('what is said of an error', () => {
  it('of the user’s is its message alone, and exit code 2', () => {
    expect(complaintOf(new Fault('train.csv:3:1: what is wrong.'))).toEqual({ text: 'train.csv:3:1: what is wrong.', exitCode: 2 });
  });

  it('of the program’s own is its stack, and exit code 3', () => {
    expect(complaintOf(new TypeError('oh'))).toEqual({ text: expect.stringMatching(/^TypeError: oh\n {4}at /), exitCode: 3 });
    expect(complaintOf('oh')).toEqual({ text: "'oh'", exitCode: 3 });
  });

  it('of the command line is one line that points to --help', () => {
    const said = (code: string, message: string) => complaintOf(new CommanderError(1, code, message));
    expect(said('commander.unknownOption', "error: unknown option '--epoch'\n(Did you mean --epochs?)")).toEqual({
      text: "unknown option '--epoch' (Did you mean --epochs?). See --help.",
      exitCode: 2,
    });
    expect(said('commander.unknownOption', "error: unknown option '--data=../x'")?.text).toBe("unknown option '--data=../x'. See --help.");
  });

  it('repeats no control character of what was typed', () => {
    expect(complaintOf(new CommanderError(1, 'commander.unknownOption', "error: unknown option '--\u001b[2J\u202ex'"))?.text).toBe(
      "unknown option '--\\u{1b}[2J\\u{202e}x'. See --help.",
    );
  });

  it('where options came without the -- of npm says so', () => {
    expect(complaintOf(new CommanderError(1, 'commander.excessArguments', 'error: too many arguments. Expected 0 arguments but got 1.'))?.text).toBe(
      'too many arguments. Expected 0 arguments but got 1. See --help. With npm, a -- stands before the options: npm run compare -- --data digits',
    );
  });

  it('on a terminal is broken between words, but for the command that ends it', () => {
    const text = 'nowhere: there is no results.json there. To see what there is: npm run compare -- history';
    expect(brokenAt(text, 60)).toBe('nowhere: there is no results.json there. To see what there\nis: npm run compare -- history');
    expect(brokenAt(text, 40)).toBe('nowhere: there is no results.json there.\nTo see what there is:\nnpm run compare -- history');
    expect(brokenAt(text, 20).split('\n').at(-1)).toBe('npm run compare -- history');
    expect(brokenAt('rows.csv: which is the label?\n  --label a   b', 10)).toBe('rows.csv:\nwhich is\nthe label?\n  --label a   b');
  });

  it('is nothing where help was asked for', () => {
    expect(complaintOf(new CommanderError(0, 'commander.helpDisplayed', '(outputHelp)'))).toBeUndefined();
  });
});
