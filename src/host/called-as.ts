const PROGRAMS = { compare: 'mlp-compare', diagnose: 'mlp-compare diagnose', explain: 'mlp-compare explain', native: 'mlp-compare-native' } as const;

/** The command that a reader types for a program of ours: an npm script in a checkout, the installed command from the package, which lies in dist/. */
export function calledAs(program: keyof typeof PROGRAMS, options: readonly string[] = [], module = import.meta.url): string {
  const isPackage = module.endsWith('/dist/src/host/called-as.js');
  const [command, before] = isPackage ? [`npx ${PROGRAMS[program]}`, []] : [`npm run ${program}`, ['--']];
  return [command, ...(options.length > 0 ? [...before, ...options] : [])].join(' ');
}
