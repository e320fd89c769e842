export function simulated(): string {
  return '';
}
