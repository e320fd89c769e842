/** The beginning of a file as text, without a mark and blanks before it; of bytes that are none, nonsense. */
export function firstText(start: Uint8Array): string {
  return new TextDecoder().decode(start).trimStart();
}

/** Whether a file begins with these characters, each one byte. */
export function beginsWith(start: Uint8Array, characters: string, at = 0): boolean {
  return start.length >= at + characters.length && [...characters].every((character, i) => start[at + i] === character.charCodeAt(0));
}
