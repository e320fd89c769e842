/** Once the page has nothing else to do. */
export function whenIdle(act: () => void): void {
  if ('requestIdleCallback' in globalThis) requestIdleCallback(act, { timeout: 3000 });
  else setTimeout(act, 300);
}

/** A promise of that: what comes after it is a task of its own, so that a key that was pressed meanwhile is answered first. */
export function idle(): Promise<void> {
  return new Promise((resolve) => whenIdle(resolve));
}
