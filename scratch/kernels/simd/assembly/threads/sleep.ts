// Sleeping and waking are JavaScript's Atomics: over WebAssembly's own memory.atomic.wait32 the baseline compiler of Node 20 (V8 11.3)
// loses the calling function's local variables.

/** Sleeps until the word is told of by `notify`, unless it is another value than this by now. */
@external("env", "wait")
export declare function wait(word: usize, value: i32): void;

/** Wakes who sleeps on the word. */
@external("env", "notify")
export declare function notify(word: usize): void;
