import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitCommand } from '../../../compare/networks/split-command.ts';

describe('splitCommand', () => {
  it.each([
    ['python3 my_network.py', ['python3', 'my_network.py']],
    ['  python3   net.py\t--wide ', ['python3', 'net.py', '--wide']],
    [`python3 'my networks/net.py'`, ['python3', 'my networks/net.py']],
    [String.raw`python3 my\ networks/net.py`, ['python3', 'my networks/net.py']],
    [String.raw`run "a \"b\" \\ \n c"`, ['run', String.raw`a "b" \ \n c`]],
    [`run 'a\\b' ''`, ['run', 'a\\b', '']],
    [`a"b c"d`, ['ab cd']],
    ['echo $HOME *.py `id` ; rm x | y && z', ['echo', '$HOME', '*.py', '`id`', ';', 'rm', 'x', '|', 'y', '&&', 'z']],
    ['', []],
  ])('%s', (command, words) => {
    expect(splitCommand(command, true)).toEqual(words);
  });

  it('leaves the backslashes of a Windows path alone', () => {
    expect(splitCommand(String.raw`py C:\nets\mine.py "D:\my nets\a.py"`, false)).toEqual(['py', String.raw`C:\nets\mine.py`, String.raw`D:\my nets\a.py`]);
  });

  it('names a quotation mark without a partner', () => {
    expect(() => splitCommand(`python3 'net.py`)).toThrow("The command 'python3 'net.py' has an opening ' without a closing one.");
  });

  it('gives back any words that were quoted as a shell wants them', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' })), (words) => {
        const command = words.map((word) => `'${word.replaceAll("'", String.raw`'\''`)}'`).join(' ');
        expect(splitCommand(command, true)).toEqual(words);
      }),
    );
  });
});
