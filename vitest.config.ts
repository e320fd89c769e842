import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 30_000,
    env: { FORCE_COLOR: '0' }, // Vitest asks for colours where CI is set; what the program prints is compared without
  },
});
