/** How far something has come, '██████░░░░', in so many columns. @param part from 0 to 1 */
export function bar(part: number, columns: number, paint: (text: string) => string = (text) => text): string {
  const full = Math.round(columns * part);
  return `${paint('█'.repeat(full))}${'░'.repeat(columns - full)}`;
}

/** How long the rest will take if it goes on as it went, '12 s'; '–' before anything is done. */
export function timeLeft(seconds: number, done: number, of: number): string {
  return done > 0 ? `${Math.ceil((seconds * (of - done)) / done)} s` : '–';
}
