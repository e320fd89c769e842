/** A message to oneself: setTimeout waits 4 ms once it is nested. */
export const turn: typeof import('../../src/host/turn.ts').turn = () =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
