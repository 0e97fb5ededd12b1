import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { defineConfig, type Plugin } from 'vite';
import { chunkName } from './tools/chunkName.ts';

/** What is written beside the module: its types, and the page that shows how it is used. */
function beside(): Plugin {
  return {
    name: 'beside-the-predictor',
    generateBundle() {
      execFileSync('npx', ['tsc', '-p', 'tsconfig.predict.json'], { stdio: 'inherit' });
      const files = {
        'mien-predict.d.ts': '.cache/predict/predict/mien-predict.d.ts',
        'example.html': 'src/predict/example.html',
      };
      for (const [fileName, path] of Object.entries(files)) {
        this.emitFile({ type: 'asset', fileName, source: readFileSync(path, 'utf8') });
      }
    },
  };
}

/** The predictor for pages of others: one module, its backends and its worker, in the build of the page. */
export default defineConfig({
  base: './',
  publicDir: false,
  plugins: [beside()],
  worker: { format: 'es', rolldownOptions: { output: { entryFileNames: chunkName, chunkFileNames: chunkName } } },
  build: {
    target: 'es2023',
    outDir: 'dist/predict',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1500,
    modulePreload: false,
    rolldownOptions: {
      input: { 'mien-predict': 'src/predict/mien-predict.ts' },
      preserveEntrySignatures: 'strict',
      output: { entryFileNames: '[name].js', chunkFileNames: chunkName },
    },
  },
});
