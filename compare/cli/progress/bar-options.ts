/**
 * What all bars have in common. They are cut at the edge of the terminal: the library's other way, in which the terminal does
 * not wrap lines, would outlive a program that is stopped.
 */
export const BAR_OPTIONS = { barCompleteChar: '█', barIncompleteChar: '░', hideCursor: true, fps: 10, linewrap: true } as const;
