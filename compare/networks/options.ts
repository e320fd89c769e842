/** It did not answer in time; wrote or took too much, or wrote what is no answer; or went by itself. */
export type Ended = 'timed out' | 'flooded' | 'spoke out of turn' | 'crashed';

export interface PluginOptions {
  /** How long any one answer may take, starting included. */
  readonly timeoutSeconds: number;
  /** Where relative paths begin, and where a command runs. */
  readonly cwd: string;
  /** The Python that runs .py and .ipynb files; python3 if absent. */
  readonly python?: string | undefined;
  /** The shape that the network in a file is written in; if absent the first that fits. */
  readonly style?: string | undefined;
  /** What parts of it are called: 'update=apply_grads'. */
  readonly map?: readonly string[] | undefined;
  /** Whether all of a Python file is run, its training too. */
  readonly runAll?: boolean | undefined;
  /** Bytes of a line that it answers with, of all that it prints beside, and of the memory of all its processes; more than that ends a program. */
  readonly most?: { readonly line: number; readonly printed: number; readonly memory?: number } | undefined;
  /** Ends it once it is aborted. */
  readonly signal?: AbortSignal | undefined;
  /** Is told once how a program ended that was not closed. */
  onEnded?(how: Ended): void;
  /** Is given whatever the network prints; without it, only an error quotes the last of it. */
  onOutput?(text: string): void;
}
