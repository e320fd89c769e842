/** One thing that must hold before a release. */
export interface Step {
  readonly title: string;
  /** @returns a remark, which stands beside its title; @throws Fault, in one line, where it does not hold */
  run(): Promise<string> | string;
}

const TITLE = 46;

/** Takes the steps in turn, telling each with its time, and none after the first that fails. @throws what that one throws */
export async function takeSteps(steps: readonly Step[], say: (line: string) => void, now = () => performance.now()): Promise<void> {
  for (const { title, run } of steps) {
    const begun = now();
    const told = (mark: string, remark = '') =>
      say(`${mark} ${title.padEnd(TITLE)} ${((now() - begun) / 1000).toFixed(1).padStart(6)} s${remark === '' ? '' : `  ${remark}`}`);
    try {
      told('✓', await run());
    } catch (error) {
      told('✗');
      throw error;
    }
  }
}
