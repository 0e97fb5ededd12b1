import { defineConfig } from 'vitest/config';
import { nodeAlias } from './tools/nodeAlias.mjs';

export default defineConfig({
  test: {
    projects: [
      {
        resolve: { alias: nodeAlias },
        test: {
          name: 'unit',
          include: ['tests/unit/**/*.test.ts'],
          environment: 'node',
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['tests/browser/**/*.test.ts'],
          environment: 'node',
          globalSetup: ['tests/browser/serve.ts'],
          // One Chromium at a time: the tests measure the page, not the scheduler.
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
