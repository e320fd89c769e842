// npm run build: compiles the program to dist/.
import { build } from './build.ts';

await build();
