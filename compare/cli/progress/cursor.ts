export const HIDE_CURSOR = '\u001b[?25l';
export const SHOW_CURSOR = '\u001b[?25h';

/** To the beginning of the line, which is then empty. */
export const CLEAR_LINE = '\r\u001b[K';
