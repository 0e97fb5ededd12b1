import { readFileSync } from 'node:fs';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const FETCHING_PAGE = 'open.html';

/** The only policy a static host can carry. Blob workers inherit it; workers started from a URL would not. */
const POLICY = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self' blob:",
  "connect-src 'self'",
  "img-src 'self' blob: data:",
  "media-src 'self' blob:",
  "style-src 'self' 'unsafe-inline'",
  "object-src 'none'",
  "base-uri 'self'",
].join('; ');

/** Of the one page that fetches from other sites, after a yes: it may do that, and hardly anything else. */
const FETCHING_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src https: 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** Puts the policies into the built pages. The development server needs inline scripts, so it goes without. */
function contentSecurityPolicy(): Plugin {
  return {
    name: 'content-security-policy',
    apply: 'build',
    transformIndexHtml: (_html, { filename }) => {
      const content = filename.endsWith(FETCHING_PAGE) ? FETCHING_POLICY : POLICY;
      return [{ tag: 'meta', attrs: { 'http-equiv': 'Content-Security-Policy', content }, injectTo: 'head-prepend' }];
    },
  };
}

/** Gives workers and tensor backends names that say what they are, for the size budgets and for reading a trace. */
function chunkName({ name, facadeModuleId }: { name: string; facadeModuleId?: string | null | undefined }): string {
  const layer = /src\/(\w+)\/worker\.ts/.exec(facadeModuleId ?? '')?.[1];
  const backend = /tfjs-(backend-\w+)/.exec(facadeModuleId ?? '')?.[1];
  return `assets/${layer ? `worker-${layer}` : (backend ?? name)}-[hash].js`;
}

/** Where package.json says the source is, for links to its files; empty where it says nothing. */
function repository(): string {
  const { repository: stated = '' } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));
  return (stated.url ?? stated).replace(/^git\+|\.git$/g, '');
}

export default defineConfig({
  base: './',
  define: { 'import.meta.env.REPOSITORY': JSON.stringify(repository()) },
  plugins: [react(), contentSecurityPolicy()],
  worker: { format: 'es', rolldownOptions: { output: { entryFileNames: chunkName, chunkFileNames: chunkName } } },
  build: {
    target: 'es2023',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1500,
    rolldownOptions: { input: ['index.html', FETCHING_PAGE] },
  },
});
