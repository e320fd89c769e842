import pc from 'picocolors';

export type Palette = ReturnType<typeof pc.createColors>;

/** Colours where they are wanted: on a terminal without NO_COLOR, or where FORCE_COLOR asks for them. */
export function palette(isTerminal: boolean | undefined, environment: NodeJS.ProcessEnv = process.env): Palette {
  const forced = environment['FORCE_COLOR'] !== undefined && environment['FORCE_COLOR'] !== '0';
  const plain = environment['NO_COLOR'] !== undefined && environment['NO_COLOR'] !== '';
  // a stream that is no terminal has no isTTY at all, and for undefined picocolors would decide by itself
  return pc.createColors(!plain && (forced || (isTerminal === true && environment['TERM'] !== 'dumb')));
}
