import { Editor } from './editor.ts';
import type { PlainEditor, ProgramEditor, Writing } from './plain-editor.ts';

/** What the script of the editor hands in: the page is there before it, and works without. */
declare global {
  var mlpCompareEditor: ((plain: PlainEditor, writing: Writing) => ProgramEditor) | undefined;
}

globalThis.mlpCompareEditor = (plain, writing) => new Editor(plain, writing);
