const LEVELS = [...'▁▂▃▄▅▆▇█'];
const LEVEL = 3; // of a curve that is level: neither its lowest nor its highest

/** A curve in a word: a bar for each of some values, evenly taken, from the lowest to the highest; a gap where a value is not finite. */
export function sparkline(values: readonly number[], width: number): string {
  const bars = Math.min(width, values.length);
  const taken = Array.from({ length: bars }, (_, bar) => values[bars === 1 ? values.length - 1 : Math.round((bar * (values.length - 1)) / (bars - 1))]!);
  const finite = taken.filter(Number.isFinite);
  const [low, high] = [Math.min(...finite), Math.max(...finite)];
  const levelOf = (value: number) => LEVELS[high > low ? Math.round(((value - low) / (high - low)) * (LEVELS.length - 1)) : LEVEL]!;
  return taken.map((value) => (Number.isFinite(value) ? levelOf(value) : ' ')).join('');
}
