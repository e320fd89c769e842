import { PassThrough } from 'node:stream';

/**
 * A terminal to write on: text, newline, carriage return, and the escape sequences for the cursor (up, down, left edge), for erasing (line,
 * to its end, to the screen's) and for colours and modes, which leave no mark. Anything else is refused.
 */
export class Screen {
  readonly lines: string[] = [''];
  readonly writes: string[] = [];
  #row = 0;
  #column = 0;
  cursorShown = true;
  readonly columns: number;
  readonly rows: number;

  constructor(columns: number, rows: number) {
    this.columns = columns;
    this.rows = rows;
  }

  stream(): NodeJS.WriteStream {
    const sink = Object.assign(new PassThrough(), { isTTY: true, columns: this.columns, rows: this.rows });
    sink.write = (chunk: unknown) => {
      this.write(String(chunk));
      return true;
    };
    return sink as unknown as NodeJS.WriteStream;
  }

  /** Of the cursor, from 0. */
  get row(): number {
    return this.#row;
  }

  text(): string {
    return this.lines.map((line) => line.trimEnd()).join('\n');
  }

  write(text: string): void {
    this.writes.push(text);
    for (const [token, parameter, command] of text.matchAll(/\u001b\[([?\d;]*)([A-Za-z])|\n|[^\u001b]/gu)) {
      if (command) this.#control(parameter!, command);
      else if (token === '\n') this.#move(this.#row + 1, 0);
      else if (token === '\r') this.#move(this.#row, 0);
      else this.#put(token);
    }
  }

  #control(parameter: string, command: string): void {
    const n = Number(parameter || 1);
    const { lines } = this;
    // biome-ignore format: a table, a case a line
    switch (command) {
      case 'A': return this.#move(this.#row - n, this.#column);
      case 'B': return this.#move(this.#row + n, this.#column);
      case 'G': return this.#move(this.#row, n - 1);
      case 'K':
        lines[this.#row] = parameter === '2' ? '' : lines[this.#row]!.slice(0, this.#column);
        return;
      case 'J':
        lines.splice(this.#row + 1);
        lines[this.#row] = lines[this.#row]!.slice(0, this.#column);
        return;
      case 'h': case 'l':
        if (parameter === '?25') this.cursorShown = command === 'h';
        return;
      case 'm': return;
      default: throw new Error(`The screen does not know ${JSON.stringify(`ESC[${parameter}${command}`)}.`);
    }
  }

  #move(row: number, column: number): void {
    if (row < 0) throw new Error('The cursor left the screen at its top.');
    while (this.lines.length <= row) this.lines.push('');
    this.#row = row;
    this.#column = column;
  }

  #put(character: string): void {
    const line = [...this.lines[this.#row]!.padEnd(this.#column)];
    line[this.#column++] = character;
    this.lines[this.#row] = line.join('');
  }
}
