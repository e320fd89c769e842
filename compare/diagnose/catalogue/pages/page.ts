import type { LineName, Snippet } from './lines.ts';

/** What somebody sees who makes a mistake; the index of the pages goes by it. */
export const SYMPTOMS = {
  nan: 'The loss is NaN or infinite',
  diverges: 'The loss rises, or swings and diverges',
  stuck: 'Accuracy stays where it was: the network does not learn',
  slow: 'It learns, but too slowly',
  worse: 'It learns, but worse than it should',
  opposite: 'It learns the wrong classes',
  shown: 'It learns as it should, but what it shows is wrong',
  unequal: 'It learns well, but not as the reference does',
  silent: 'Nothing is to be seen, until something rare happens',
} as const;
export type Symptom = keyof typeof SYMPTOMS;

/** Where it was seen: an issue or an answer that anybody can read. */
export interface Source {
  readonly title: string; // 'hunkim/DeepLearningZeroToAll, issue 173'
  readonly url: string;
}

/** The page of one mistake: what its record does not say, told once. */
export interface Page {
  /** The record's. */
  readonly id: string;
  readonly symptom: Symptom;
  /** The curve, the numbers, what strikes one. */
  readonly see: string;
  /** The formula, with shapes, and how the mistake comes about. */
  readonly why: string;
  /** What stands in place of lines of the base network, by the line's name. */
  readonly wrong: { readonly [Line in LineName]?: Snippet };
  /** Other mistakes that look like it, by id, and what tells them apart. */
  readonly confused?: Readonly<Record<string, string>>;
  /** Where it is no mistake but a convention, or what was wanted. */
  readonly unless?: string;
  readonly seen?: readonly Source[];
  /** The network in which the example makes it, where that is not three ReLU layers and a softmax of 3. */
  readonly model?: Example;
  /** The number in it, where it has one. */
  readonly value?: number;
  /** What it is called where its record says that only of what it found. */
  readonly title?: string;
}

export interface Example {
  readonly activation?: 'relu' | 'tanh' | 'sigmoid';
  readonly output?: 'softmax' | 'sigmoid';
  /** All layers of one width, so that W and Wᵀ have one shape. */
  readonly square?: true;
}
