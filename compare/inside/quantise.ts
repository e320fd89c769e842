/** Numbers between `from` and `to` as bytes 0 … 255, in base64; what lies outside is clamped, NaN is 0. */
export function toBytes(values: ArrayLike<number>, from: number, to: number): string {
  const scale = to > from ? 255 / (to - from) : 0;
  return toBase64(Uint8Array.from(values, (value) => Math.max(0, Math.min(255, Math.round((value - from) * scale))) || 0));
}

export function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

/** In pieces: a call takes only so many arguments. */
const PIECE = 8192;

/** As Node's Buffer writes it, which a page does not have. */
export function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += PIECE) text += String.fromCharCode(...bytes.subarray(i, i + PIECE));
  return btoa(text);
}
