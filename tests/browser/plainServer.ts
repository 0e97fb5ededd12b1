/** A static server as plain as they come: a folder under a path, no headers but the type unless told. Can be stopped and started again. */

import { createReadStream, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { createGzip } from 'node:zlib';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.mp4': 'video/mp4',
  '.json': 'application/json',
};

export type PlainServer = {
  url: string;
  /** Another build is published in the place of the one before. */
  publish: (folder: string) => void;
  /** From now on, as most hosts do, with what is not compressed in itself. */
  compress: () => void;
  /** Types that replace the right ones, by extension, null: none is sent; and headers for every file. */
  send: (types: Record<string, string | null>, headers?: Record<string, string>) => void;
  /** Nobody answers any more. */
  stop: () => Promise<void>;
  start: () => Promise<void>;
  /** Paths that were asked for since it was asked last, below the app's. */
  asked: () => string[];
};

export async function plainServer(folder: string, path: string): Promise<PlainServer> {
  let types: Record<string, string | null> = {};
  let headers: Record<string, string> = {};
  let compress = false;
  let asked: string[] = [];
  let port = 0;
  let server: Server;
  const start = async () => {
    server = createServer((request, response) => {
      const { pathname } = new URL(request.url ?? '/', 'http://localhost');
      const below = normalize(decodeURIComponent(pathname.slice(path.length)) || 'index.html');
      const file = join(folder, below);
      asked.push(below);
      if (
        !pathname.startsWith(path) ||
        below.startsWith('..') ||
        !statSync(file, { throwIfNoEntry: false })?.isFile()
      ) {
        response.writeHead(404, { 'content-type': 'text/html' }).end('<p>Not found</p>');
        return;
      }
      const extension = extname(file);
      const type = extension in types ? types[extension] : (TYPES[extension] ?? 'application/octet-stream');
      const packed = compress && /\.(html|js|css|svg|json|wasm)$/.test(file);
      response.writeHead(200, {
        ...headers,
        ...(type && { 'content-type': type }),
        ...(packed && { 'content-encoding': 'gzip' }),
      });
      const bytes = createReadStream(file);
      if (packed) bytes.pipe(createGzip({ level: 1 })).pipe(response);
      else bytes.pipe(response);
    });
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    port = (server.address() as AddressInfo).port;
  };
  await start();
  return {
    url: `http://127.0.0.1:${port}${path}`,
    publish: (next) => {
      folder = next;
    },
    send: (next, more = {}) => {
      types = next;
      headers = more;
    },
    compress: () => {
      compress = true;
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
    start,
    asked: () => {
      const all = asked;
      asked = [];
      return all;
    },
  };
}
