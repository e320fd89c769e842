/** What an explanation is asked for by. */
export type Part = 'from' | 'to' | 'set' | 'data' | 'seeds';

/** How messages name what was given, where it was given. */
export interface Wording {
  /** In a sentence: '--from'. */
  named(part: Part): string;
  /** At the head of a line: '--from', and a setting in it, '--from learning-rate'. */
  place(part: Part, option?: string): string;
  /** A setting by itself: 'learning-rate'. */
  setting(option: string): string;
}

/** As it is typed. */
export const AS_TYPED: Wording = {
  named: (part) => `--${part}`,
  place: (part, option) => (option === undefined ? `--${part}` : `--${part} ${option}`),
  setting: (option) => option,
};
