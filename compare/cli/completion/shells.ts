import type { Completed } from './tree.ts';

/** A shell's script, by its name. */
export const SHELLS = { bash, zsh, fish } as const;
export type Shell = keyof typeof SHELLS;

const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;

/** Every way on: ' grade' | ' grade init'. */
const ways = (tree: readonly Completed[]) => tree.filter(({ at }) => at !== '').map(({ at }) => quoted(at));

function bash(name: string, tree: readonly Completed[]): string {
  const cases = tree.map(({ at, commands, options }) => {
    const words = [...commands.map((command) => command.name), ...options.map(({ flag }) => flag)].join(' ');
    return `    ${quoted(at)}) words=${quoted(words)} ;;`;
  });
  return `# eval "$(${name} completion bash)"
_mlp_compare() {
  local cur="\${COMP_WORDS[COMP_CWORD]}" at='' words='' i
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "$at \${COMP_WORDS[i]}" in
      ${ways(tree).join('|')}) at="$at \${COMP_WORDS[i]}" ;;
    esac
  done
  case "$at" in
${cases.join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
}
complete -o bashdefault -o default -F _mlp_compare ${name}
`;
}

function zsh(name: string, tree: readonly Completed[]): string {
  const described = (word: string, says: string) => quoted(`${word.replaceAll(':', '\\:')}:${says}`);
  const cases = tree.map(({ at, commands, options }) => {
    const [known, flags] = [commands.map((command) => described(command.name, command.says)), options.map(({ flag, says }) => described(flag, says))];
    return `    ${quoted(at)}) commands=(${known.join(' ')}); options=(${flags.join(' ')}) ;;`;
  });
  return `#compdef ${name}
# eval "$(${name} completion zsh)"
_mlp_compare() {
  local at='' i
  local -a commands options
  for ((i = 2; i < CURRENT; i++)); do
    case "$at $words[i]" in
      ${ways(tree).join('|')}) at="$at $words[i]" ;;
    esac
  done
  case "$at" in
${cases.join('\n')}
  esac
  if [[ $words[CURRENT] == -* ]]; then
    _describe option options
  else
    (( \${#commands} )) && _describe command commands
    _files
  fi
}
compdef _mlp_compare ${name}
`;
}

function fish(name: string, tree: readonly Completed[]): string {
  const text = (said: string) => `'${said.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
  const lines = tree.flatMap(({ at, commands, options }) => {
    const where = `complete -c ${name} -n "__mlp_compare_at ${text(at)}"`;
    return [
      ...commands.map((command) => `${where} -f -a ${command.name} -d ${text(command.says)}`),
      ...options.map(({ flag, says, takesValue }) => `${where} -l ${flag.slice(2)}${takesValue ? ' -r' : ''} -d ${text(says)}`),
    ];
  });
  return `# ${name} completion fish | source
function __mlp_compare_at
  set -l at ''
  for word in (commandline -opc)[2..-1]
    switch "$at $word"
      case ${ways(tree).join(' ')}
        set at "$at $word"
    end
  end
  test "$at" = "$argv[1]"
end
${lines.join('\n')}
`;
}
