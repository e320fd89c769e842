export { pipeline } from 'node:stream/promises';
