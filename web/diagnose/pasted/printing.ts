/** Characters of one thing that is printed, and of all: what is printed beyond is dropped where it arises. */
const LONGEST = 2000;
const MOST = 20_000;

/** From here on console.log and its like are told to `tell`. */
export function printTo(tell: (text: string) => void): void {
  let left = MOST;
  const print = (...values: unknown[]) => {
    if (left <= 0) return;
    const text = `${values.map(printed).join(' ')}\n`;
    left -= text.length;
    tell(text);
  };
  for (const name of ['log', 'info', 'warn', 'error', 'debug'] as const) console[name] = print;
}

function printed(value: unknown): string {
  try {
    const text = typeof value === 'object' ? JSON.stringify(value, plain) : String(value);
    return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  } catch {
    return 'something that cannot be shown';
  }
}

/** Numbers of a typed array as those of any other. */
function plain(_key: string, value: unknown): unknown {
  return ArrayBuffer.isView(value) && !(value instanceof DataView) ? Array.from(value as unknown as ArrayLike<unknown>) : value;
}
