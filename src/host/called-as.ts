const PROGRAMS = { compare: 'mlp-compare', diagnose: 'mlp-compare diagnose', explain: 'mlp-compare explain', native: 'mlp-compare-native' } as const;

/**
 * The command that a reader types for a program of ours: an npm script in the checkout, from whose sources it then runs, the
 * installed command from the package, whose modules are compiled.
 */
export function calledAs(program: keyof typeof PROGRAMS, options: readonly string[] = [], module = import.meta.url): string {
  const [command, before] = module.endsWith('.ts') ? [`npm run ${program}`, ['--']] : [`npx ${PROGRAMS[program]}`, []];
  return [command, ...(options.length > 0 ? [...before, ...options] : [])].join(' ');
}
