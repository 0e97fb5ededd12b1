/** Global set-up of the browser tests: one production build, served without headers at the root and under a sub-path. */

import { execFileSync } from 'node:child_process';
import { type PreviewServer, preview } from 'vite';
import type {} from 'vitest';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the app at the root of its server. */
    root: string;
    /** Address of the same build under a sub-path of another server. */
    subPath: string;
  }
}

const SUB_PATH = '/a/b/';

/** Chromium is told where this is; it is not localhost, so its pages are no secure context. */
export const INSECURE_HOST = 'mien.test';

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  if (!process.env.MIEN_BUILT) {
    // Vitest says NODE_ENV=test, which would build React's slow development version.
    execFileSync('npm', ['run', '--silent', 'build'], {
      stdio: 'inherit',
      env: { ...process.env, NODE_ENV: 'production' },
    });
  }
  const servers = await Promise.all([serve('/'), serve(SUB_PATH)]);
  const [root, subPath] = servers.map((server) => server.resolvedUrls?.local[0] ?? '');
  project.provide('root', root ?? '');
  project.provide('subPath', subPath ?? '');
  return async () => {
    await Promise.all(servers.map((server) => server.close()));
  };
}

/** A missing file must answer 404, not the page: hence no single-page fallback. */
function serve(base: string): Promise<PreviewServer> {
  return preview({
    base,
    appType: 'mpa',
    logLevel: 'error',
    // A name that is not this machine's own, for the page on an insecure address.
    preview: { host: '127.0.0.1', port: 0, strictPort: true, allowedHosts: [INSECURE_HOST] },
  });
}
