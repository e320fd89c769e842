/** How far something has come, '██████░░░░', in so many columns. @param part from 0 to 1 */
export function bar(part: number, columns: number, paint: (text: string) => string = (text) => text): string {
  const full = Math.round(columns * part);
  return `${paint('█'.repeat(full))}${'░'.repeat(columns - full)}`;
}

/** What the first tells of the rest: little, since it is not yet up to speed. An estimate waits for a twentieth of the way, or for so long. */
const STEADY = { part: 1 / 20, seconds: 10 };

/** How long the rest will take if it goes on as it went, '12 s', '3 min'; '–' before that can be said. */
export function timeLeft(seconds: number, done: number, of: number): string {
  if (done >= of) return '0 s';
  const isSteady = done > 0 && (done >= STEADY.part * of || seconds >= STEADY.seconds);
  return isSteady ? duration((seconds * (of - done)) / done) : '–';
}

/** '12 s', '3 min', '2 h': no finer than it is known. */
function duration(seconds: number): string {
  if (seconds <= 120) return `${Math.max(1, Math.round(seconds))} s`;
  return seconds <= 7200 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3600)} h`;
}
