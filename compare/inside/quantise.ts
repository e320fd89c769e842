/** Numbers between `from` and `to` as bytes 0 … 255, in base64; what lies outside is clamped, NaN is 0. */
export function toBytes(values: ArrayLike<number>, from: number, to: number): string {
  const scale = to > from ? 255 / (to - from) : 0;
  const bytes = Uint8Array.from(values, (value) => Math.max(0, Math.min(255, Math.round((value - from) * scale))) || 0);
  return Buffer.from(bytes).toString('base64');
}

export function fromBase64(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'base64'));
}

export function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
