import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { zipSync } from 'fflate';
import { Fault } from '../../../src/fault.ts';
import { whyNotWritten } from '../../../src/host/cannot-write.ts';
import { packageVersion } from '../../../src/host/package-root.ts';
import { writeWhole } from '../../../src/host/write-whole.ts';
import type { Terminal } from '../progress/show-run.ts';
import { rubricText } from './rubric-text.ts';

/** Of a file that a shell runs. */
const EXECUTABLE = 0o755;

/** Writes what a course begins with; what is there already is left as it is. @throws Fault if the folder cannot be written */
export function initCommand(folder: string, { print }: Pick<Terminal, 'print'>): void {
  const rubric = rubricText();
  const autograder = { 'setup.sh': SETUP, run_autograder: RUN, 'rubric.yaml': rubric, 'no-result.json': NO_RESULT };
  write(folder, 'rubric.yaml', rubric, print);
  for (const [name, text] of Object.entries(autograder)) write(folder, join('gradescope', name), text, print);
  write(folder, join('gradescope', 'autograder.zip'), zipped(autograder), print);
  write(folder, join('.github', 'workflows', 'grade.yml'), WORKFLOW, print);
}

function write(folder: string, name: string, content: string | Uint8Array, print: (text: string) => void): void {
  const path = join(folder, name);
  if (existsSync(path)) return print(`${path} is there already, and left as it is.`);
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeWhole(path, content, isExecutable(name) ? EXECUTABLE : undefined);
  } catch (error) {
    throw new Fault(`${path} cannot be written: ${whyNotWritten(error)}.`);
  }
  print(`${path} was written.`);
}

function isExecutable(name: string): boolean {
  return name.endsWith('.sh') || name.endsWith('run_autograder');
}

/** The files at the archive's root, as Gradescope wants them, and executable where they are to be run. */
function zipped(files: Readonly<Record<string, string>>): Uint8Array {
  const UNIX = 3;
  const entries = Object.entries(files).map(([name, text]) => {
    const mode = isExecutable(name) ? EXECUTABLE : 0o644;
    return [name, [new TextEncoder().encode(text), { os: UNIX, attrs: (0o100000 | mode) << 16, mtime: new Date(1980, 0, 1) }]] as const;
  });
  return zipSync(Object.fromEntries(entries) as never);
}

const SETUP = `#!/usr/bin/env bash
# Run once, when Gradescope builds the image.
set -euo pipefail
apt-get update
apt-get install -y curl npm python3 python3-numpy util-linux
npm install --global n
n 20
hash -r
npm install --global mlp-compare@${packageVersion()}
`;

const RUN = `#!/usr/bin/env bash
# Run for every submission. There is a result whatever happens: a missing one is a failure of the autograder.
# The container is the box; within it the student's code runs as a user of its own, under limits.
cp /autograder/source/no-result.json /autograder/results/results.json
mlp-compare grade /autograder/submission --one --rubric /autograder/source/rubric.yaml --reporter gradescope \\
  --isolation limits --workers 1 --out /tmp/graded \\
  && cp /tmp/graded/gradescope/results.json /autograder/results/results.json
`;

const NO_RESULT = `${JSON.stringify({ score: 0, output: 'The autograder did not come to an end. Please tell your teacher.', tests: [] })}\n`;

const WORKFLOW = `name: grade
on: push
permissions:
  contents: read
jobs:
  grade:
    runs-on: ubuntu-latest
    timeout-minutes: 15
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with:
          node-version: 20
      - run: sudo apt-get update && sudo apt-get install -y bubblewrap python3-numpy
      # Ubuntu lets no unprivileged program have a user namespace, which the box is made of.
      - run: sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0
      - run: npx --yes mlp-compare@${packageVersion()} grade . --one --python /usr/bin/python3 --reporter github --reporter junit --out graded
      - run: cat graded/summary.md >> "$GITHUB_STEP_SUMMARY"
        if: always()
      - uses: actions/upload-artifact@v4
        if: always()
        with:
          name: graded
          path: graded
`;
