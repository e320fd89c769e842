import type { Command } from 'commander';
import { Fault, list, quoted } from '../../../src/fault.ts';
import { commandOf, type Host, helpEnding, terminalOf } from '../command-line.ts';
import { SHELLS, type Shell } from './shells.ts';
import { treeOf } from './tree.ts';

const NAMES = Object.keys(SHELLS) as Shell[];

const EXAMPLES = ['mlp-compare completion bash > ~/.local/share/bash-completion/completions/mlp-compare', 'mlp-compare completion fish | source'];

/** The command that writes what a shell completes by, from the commands and options that there are. @param root the program that has them */
export function completionProgram(host: Host, root: () => Command): Command {
  return commandOf('completion', host)
    .summary('write what a shell completes commands and options by')
    .description('Writes what a shell completes commands and options by: eval "$(mlp-compare completion bash)", or into a file that the shell reads.')
    .argument('<shell>', 'bash, zsh or fish')
    .addHelpText('after', helpEnding(host, [], EXAMPLES))
    .action((shell: string) => {
      const known = NAMES.find((name) => name === shell);
      if (!known) throw new Fault(`completion: expected one of ${list(NAMES)}, got ${quoted(shell)}.`);
      terminalOf(host, { exact: true }).stream.write(SHELLS[known]('mlp-compare', treeOf(root())));
    });
}
