/** The folders that mutants are made in, and the tests that these are shown to: those that are about that folder. */
export const ROOMS: Readonly<Record<string, readonly string[]>> = {
  src: ['test/{src,scratch}/**/*.test.ts'],
  scratch: ['test/scratch/**/*.test.ts', 'test/threads/team.test.ts'],
  'compare/parity': ['test/compare/parity/**/*.test.ts'],
  'compare/diagnose': ['test/compare/diagnose/**/*.test.ts'],
};
