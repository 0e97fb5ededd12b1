import { readFileSync } from 'node:fs';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import current from './src/model/current.json' with { type: 'json' };
import { chunkName } from './tools/chunkName.ts';

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

const { version, repository: stated = '' } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));

/** Where package.json says the source is, for links to its files; empty where it says nothing. */
function repository(): string {
  return (stated.url ?? stated).replace(/^git\+|\.git$/g, '');
}

/**
 * The web manifest, and the service worker's list of what it keeps from the first visit on: all that the page needs to
 * recognise, teach and train. The actors' sets and earlier weights are kept when they are used.
 */
const offline = VitePWA({
  strategies: 'injectManifest',
  srcDir: 'src/offline',
  filename: 'sw.ts',
  injectRegister: false,
  injectManifest: {
    globPatterns: [
      'index.html',
      'start.js',
      'assets/*',
      'favicon.svg',
      'icons/*',
      'mediapipe/**',
      'face-models/**',
      // The other build is for browsers without SIMD.
      'tfjs/**/*-simd.wasm',
      `weights/${current.hash}/*`,
      'samples/{clip.mp4,poster.jpg,actors/index.json}',
    ],
    // Their names or folders change with them.
    dontCacheBustURLsMatching: /^(assets|weights|mediapipe|face-models|tfjs)\//,
    maximumFileSizeToCacheInBytes: 16e6,
  },
  manifest: {
    id: './',
    name: 'Mien: expressions, watched and taught',
    short_name: 'Mien',
    description: 'Recognises facial expressions, shows how, and learns the ones you teach it. Nothing leaves the page.',
    start_url: './',
    scope: './',
    display: 'standalone',
    background_color: '#fdfdfc',
    theme_color: '#21201c',
    categories: ['education', 'photo'],
    icons: [
      { src: 'favicon.svg', sizes: 'any', type: 'image/svg+xml' },
      { src: 'icons/192.png', sizes: '192x192', type: 'image/png' },
      { src: 'icons/512.png', sizes: '512x512', type: 'image/png' },
      { src: 'icons/maskable.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
    ],
  },
});

export default defineConfig({
  base: './',
  define: {
    'import.meta.env.REPOSITORY': JSON.stringify(repository()),
    'import.meta.env.VERSION': JSON.stringify(version),
  },
  plugins: [react(), contentSecurityPolicy(), offline],
  worker: { format: 'es', rolldownOptions: { output: { entryFileNames: chunkName, chunkFileNames: chunkName } } },
  build: {
    target: 'es2023',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1500,
    rolldownOptions: { input: ['index.html', FETCHING_PAGE] },
  },
});
