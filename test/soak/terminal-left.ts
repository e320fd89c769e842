/** Modes of a terminal that are on when a program finds it: the cursor is seen (25), lines wrap (7). */
const USUALLY_ON = ['25', '7'];

/** By what each kind of dress is taken off again, as SGR has it. */
const DRESS: readonly (readonly [put: RegExp, taken: string])[] = [
  [/^[12]$/, '22'],
  [/^3$/, '23'],
  [/^4$/, '24'],
  [/^7$/, '27'],
  [/^(?:3[0-8]|9\d)$/, '39'],
  [/^(?:4[0-8]|10\d)$/, '49'],
];

/** What a terminal that was sent this is not as it was found: its modes, and the dress of what is written next. */
export function leftOn(screen: string): string[] {
  const left = new Set<string>();
  for (const [, mode = '', set, dress] of screen.matchAll(/\u001b\[(?:\?(\d+)([hl])|([\d;]*)m)/g)) {
    if (dress === undefined) {
      if ((set === 'h') === USUALLY_ON.includes(mode)) left.delete(`mode ${mode}`);
      else left.add(`mode ${mode}`);
    } else wear(left, dress.split(';')[0] ?? '');
  }
  return [...left];
}

function wear(left: Set<string>, code: string): void {
  if (code === '' || code === '0') DRESS.forEach(([, taken]) => left.delete(`dress until ${taken}`));
  for (const [put, taken] of DRESS) {
    if (put.test(code)) left.add(`dress until ${taken}`);
    else if (code === taken) left.delete(`dress until ${taken}`);
  }
}
