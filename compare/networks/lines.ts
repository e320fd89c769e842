/**
 * Cuts a stream into lines. A line may come in any number of pieces; they are joined once, when it is complete.
 * @param longest bytes of a line beyond which `onTooLong` is called, once, and nothing more is taken
 */
export function lineCutter(longest: number, onLine: (line: string) => void, onTooLong: () => void): (piece: Buffer) => void {
  let pieces: Buffer[] = [];
  let length = 0;
  let stopped = false;
  return (piece) => {
    let start = 0;
    for (let end = piece.indexOf(10); end >= 0 && !stopped; end = piece.indexOf(10, start)) {
      pieces.push(piece.subarray(start, end));
      const line = Buffer.concat(pieces).toString('utf8');
      pieces = [];
      length = 0;
      start = end + 1;
      onLine(line);
    }
    if (stopped) return;
    pieces.push(piece.subarray(start));
    length += piece.length - start;
    if (length > longest) {
      stopped = true;
      pieces = [];
      onTooLong();
    }
  };
}
