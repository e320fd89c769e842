// npm run web:build: writes the site into web/dist. With --serve it is shown on this machine afterwards.
import { gzipSync } from 'node:zlib';
import { preview } from 'vite';
import { WEB } from './bundle.ts';
import { buildSite } from './site.ts';

const files = await buildSite();
const scripts = [...files].filter(([name]) => name.startsWith('assets/'));
for (const [name, bytes] of scripts) console.log(`${name.padEnd(32)} ${kilobytes(bytes.length)}, gzipped ${kilobytes(gzipSync(bytes).length)}`);
console.log(`${files.size} files in web/dist`);

if (process.argv.includes('--serve')) {
  const server = await preview({ configFile: false, root: WEB, build: { outDir: 'dist' } });
  server.printUrls();
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`;
}
