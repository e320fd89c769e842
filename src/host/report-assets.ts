import { readFileSync } from 'node:fs';

/** The script inside report.html. */
export function reportScript(): string {
  return textOf('report.js');
}

/** The style inside report.html. */
export function reportStyle(): string {
  return textOf('report.css');
}

function textOf(name: string): string {
  return readFileSync(new URL(`../../compare/show/html/${name}`, import.meta.url), 'utf8');
}
