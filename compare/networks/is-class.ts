/** Whether calling it takes `new`: it makes no network when it is called. */
export function isClass(f: object): boolean {
  return /^class\b/.test(Function.prototype.toString.call(f));
}
