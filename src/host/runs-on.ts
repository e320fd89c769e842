/** What the program runs on, as results.json has it: 'v22.11.0'. */
export function runsOn(): string {
  return process.version;
}
