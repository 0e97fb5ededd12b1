// Runs a TypeScript tool in Node with Vite's module resolution: node tools/run.mjs FILE [ARGUMENTS].
// The tools share src/ with the page, import.meta.glob included, so they go through the same resolver.
import { resolve } from 'node:path';
import { createServer } from 'vite';
import { nodeAlias } from './nodeAlias.mjs';

const [file, ...args] = process.argv.slice(2);
process.argv = [process.argv[0], resolve(file), ...args];
const server = await createServer({
  configFile: false,
  logLevel: 'error',
  appType: 'custom',
  server: { middlewareMode: true, hmr: false, ws: false, watch: null },
  optimizeDeps: { noDiscovery: true },
  resolve: { alias: nodeAlias },
});
try {
  const { main } = await server.ssrLoadModule(resolve(file));
  await main(args);
} catch (error) {
  console.error(error.code && error.name === 'AppError' ? error.message : error);
  process.exitCode = 1;
} finally {
  await server.close();
}
