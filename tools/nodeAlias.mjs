// Where Node must resolve differently from the page's bundler, for Vite's resolver in tools and unit tests.
import { fileURLToPath } from 'node:url';

export const nodeAlias = {
  '@tensorflow/tfjs-core/dist/register_all_gradients': fileURLToPath(new URL('nodeGradients.mjs', import.meta.url)),
};
