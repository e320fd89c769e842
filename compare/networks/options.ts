export interface PluginOptions {
  /** How long any one answer may take, starting included. */
  readonly timeoutSeconds: number;
  /** Where relative paths begin, and where a command runs. */
  readonly cwd: string;
  /** Is given whatever the network prints; without it, only an error quotes the last of it. */
  onOutput?(text: string): void;
}
