import { readFileSync } from 'node:fs';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { chunkName } from './tools/chunkName.ts';

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

/** Puts the policy into the built page. The development server needs inline scripts, so it goes without. */
function contentSecurityPolicy(): Plugin {
  return {
    name: 'content-security-policy',
    apply: 'build',
    transformIndexHtml: () => [
      { tag: 'meta', attrs: { 'http-equiv': 'Content-Security-Policy', content: POLICY }, injectTo: 'head-prepend' },
    ],
  };
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
  build: { target: 'es2023', assetsInlineLimit: 0, chunkSizeWarningLimit: 1500 },
});
