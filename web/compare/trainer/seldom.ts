/** Of its time a run spends at most one part in so many on what is only to be looked at. */
const SHARE = 5;

/** Whether something that takes time is due again: the first time, and then once all else has taken enough more of it. */
export class Seldom {
  #nextAt = 0;

  isDue(now = performance.now()): boolean {
    return now >= this.#nextAt;
  }

  /** Does it, and measures how long that takes. */
  async take<T>(act: () => Promise<T>): Promise<T> {
    const begun = performance.now();
    const result = await act();
    const end = performance.now();
    this.#nextAt = end + (SHARE - 1) * (end - begun);
    return result;
  }
}
