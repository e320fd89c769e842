import { inProperties } from './in-properties.ts';

/**
 * Work under way, begun when it was asked for: await it for its result, or follow what happens with `for await`, or both. Whoever
 * follows it is told from then on, to its end; the loop throws what the work fails with. To leave the loop early ends
 * nothing but the telling: the work goes on, and can still be awaited. What stops it is the signal that it was given.
 */
export interface Running<Event, Result> extends Promise<Result>, AsyncIterable<Event> {}

/** @param work is begun before long, with what tells of its events. A Fault of its own has the words of a program, not of the command line */
export function running<Event, Result>(work: (tell: (event: Event) => void) => Promise<Result>): Running<Event, Result> {
  const followers = new Set<(event: Event) => void>();
  const promise = Promise.resolve()
    .then(() => work((event) => followers.forEach((told) => told(event))))
    .catch((error: unknown) => {
      throw inProperties(error);
    });
  return Object.assign(promise, {
    [Symbol.asyncIterator](): AsyncIterableIterator<Event> {
      const queue: Event[] = [];
      let wake = () => {};
      const told = (event: Event) => {
        queue.push(event);
        wake();
      };
      followers.add(told);
      let isOver = false;
      const over = () => {
        isOver = true;
        wake();
      };
      promise.then(over, over); // that it failed is thrown by the loop
      async function* events(): AsyncGenerator<Event, void> {
        try {
          for (;;) {
            yield* queue.splice(0);
            if (isOver && queue.length === 0) break;
            if (queue.length === 0)
              await new Promise<void>((resolve) => {
                wake = resolve;
              });
          }
          await promise;
        } finally {
          followers.delete(told);
        }
      }
      return events();
    },
  });
}
