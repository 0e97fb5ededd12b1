import { defineConfig } from 'vitest/config';
import { nodeAlias } from './tools/nodeAlias.mjs';

/** Tests of how long the page keeps its main thread busy. */
const MEASURED = ['pageFirst', 'pageManySamples', 'pageTrainingFrames'].map((name) => `tests/browser/${name}.test.ts`);
/** It takes a minute: only in the long run. */
const MEASURED_LONG = ['tests/browser/pageLargeImport.test.ts'];

const browser = {
  environment: 'node' as const,
  globalSetup: ['tests/browser/serve.ts'],
  setupFiles: ['tests/browser/inOrder.ts'],
  testTimeout: 180_000,
  hookTimeout: 180_000,
};

export default defineConfig({
  test: {
    projects: [
      {
        resolve: { alias: nodeAlias },
        test: {
          name: 'unit',
          include: ['tests/unit/**/*.test.ts'],
          environment: 'node',
          // Vitest would leave one processor idle, which is half of a small machine.
          maxWorkers: 2,
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['tests/browser/**/*.test.ts'],
          exclude: [...MEASURED, ...MEASURED_LONG],
          maxWorkers: 2,
          ...browser,
        },
      },
      {
        // One Chromium at a time: these measure the page, not the scheduler.
        test: {
          name: 'measured',
          include: [...MEASURED, ...(process.env.MIEN_LONG ? MEASURED_LONG : [])],
          fileParallelism: false,
          ...browser,
        },
      },
    ],
  },
});
