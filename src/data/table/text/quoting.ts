/** How a cell that holds delimiters is kept together, where not as most programs do it: in double quotes, one within doubled. */
export interface Quoting {
  /** What stands around it; a double quote unless given. */
  readonly quote?: '"' | "'";
  /** What stands before a quote within it; a quote unless given. */
  readonly escape?: '\\';
}

const LINES = 100;

/** What the first lines of a text tell of that. */
export function quotingOf(text: string): Quoting {
  const lines = text.split(/\r\n|\n|\r/, LINES).filter((line) => line.trim() !== '' && !line.startsWith('#'));
  if (lines.some((line) => /[^,;|\s"]\\"[^,;|\t]|[^,;|\t]\\"[^,;|\s"]/.test(line)) && !lines.some((line) => /[^,;|\s"]""[^,;|\s"]/.test(line)))
    return { escape: '\\' };
  if (lines.length === 0 || lines.some((line) => line.includes('"'))) return {};
  const inSingle = lines.reduce((sum, line) => sum + (line.match(/(?<=^|[,;|\s])'[^']*'(?=$|[,;|\s])/g)?.length ?? 0), 0);
  return inSingle >= lines.length ? { quote: "'" } : {};
}
