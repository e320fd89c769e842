import { escaped } from '../../../src/fault.ts';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text fit to stand in HTML, between tags or in a quoted attribute; its lines are kept. */
export function escapeHtml(text: string): string {
  return text
    .split('\n')
    .map(escaped)
    .join('\n')
    .replace(/[&<>"']/g, (character) => ENTITIES[character]!);
}

/** JSON fit to stand in a script element: nothing in it can end the element or begin a comment. Gaps are null. */
export function scriptJson(value: unknown): string {
  return JSON.stringify(value)
    .replace(/</g, '\\u003c')
    .replace(/[\u2028\u2029]/g, (c) => `\\u${c.charCodeAt(0).toString(16)}`);
}
