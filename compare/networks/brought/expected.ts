/** What a file that is written for this program has. */
export const EXPECTED = 'export default defineNetwork((model, initial, training) => network)';
