/** What is fetched from another site: only over https, only so much, only what begins as a zip or a model does. */

import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fetchFile, fileName, wantedAddress } from '../../src/ui/fromWeb/fetchFile.ts';

const ZIP = Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(60)]);
const MODEL = Buffer.concat([Buffer.from([2, 0, 0, 0, 0, 0, 0, 0]), Buffer.from('{}')]);

let server: Server;
let root: string;

/** Path → what the site answers. */
const ANSWERS: { [path: string]: (response: ServerResponse) => void } = {
  '/project': (response) => response.end(ZIP),
  '/a%20model.bin': (response) => response.end(MODEL),
  '/page.html': (response) => response.end('<!doctype html>'),
  '/said': (response) => response.writeHead(200, { 'content-length': 1e9 }).write('PK'),
  // Says nothing of its length, and goes on.
  '/endless': (response) => {
    const more = () => response.write(Buffer.alloc(4096)) && setImmediate(more);
    response.on('drain', more);
    more();
  },
  '/broken': (response) => {
    response.writeHead(200, { 'content-length': 1000 });
    response.write(ZIP, () => response.destroy());
  },
};

beforeAll(async () => {
  server = createServer((request, response) => {
    response.on('error', () => {});
    const answer = ANSWERS[request.url ?? ''];
    if (answer) answer(response);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  root = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const fetched = (path: string, signal = new AbortController().signal, seen: number[] = []) =>
  fetchFile(new URL(root + path), { signal, onBytes: (done) => seen.push(done), most: 100_000 });

describe('an address', () => {
  it.each([
    ['', /names no file/],
    ['?project=', /names no file/],
    ['?project=nowhere', /no address/],
    ['?project=http://a.example/b.zip', /https/],
    ['?project=javascript:alert(1)', /https/],
    ['?project=data:,a', /https/],
    ['?project=https://me:secret@a.example/b.zip', /password/],
  ])('“%s” is refused', (search, reason) => {
    expect(() => wantedAddress(search)).toThrow(reason);
  });

  it('gives the file a name', () => {
    expect(wantedAddress('?project=https%3A%2F%2Fa.example%2Fb.zip%3Fv%3D1').href).toBe('https://a.example/b.zip?v=1');
    expect(fileName(new URL('https://a.example/x/my%20faces.zip?v=1'))).toBe('my faces.zip');
    expect(fileName(new URL('https://a.example/'))).toBe('project');
    expect(fileName(new URL('https://a.example/%E0%A4%A'))).toBe('%E0%A4%A');
  });
});

describe('a file', () => {
  it('is named by what it is, and its bytes are told as they come', async () => {
    const seen: number[] = [];
    expect(await fetched('/project', undefined, seen)).toMatchObject({ name: 'project.zip', size: ZIP.length });
    expect(seen.at(-1)).toBe(ZIP.length);
    expect((await fetched('/a%20model.bin')).name).toBe('a model.safetensors');
  });

  it.each([
    ['/missing', /answered 404/],
    ['/page.html', /neither a project nor a model/],
    ['/said', /more than 0.1 MB/],
    ['/endless', /more than 0.1 MB/],
    ['/broken', /broke off/],
  ])('at %s is refused with the reason', async (path, reason) => {
    await expect(fetched(path)).rejects.toMatchObject({ code: 'bad-input', message: expect.stringMatching(reason) });
  });

  it('of a site that cannot be read is refused, with what that may be due to', async () => {
    const url = new URL('http://127.0.0.1:9/a.zip');
    const watch = { signal: new AbortController().signal, onBytes: () => {} };
    await expect(fetchFile(url, watch)).rejects.toThrow(/Access-Control-Allow-Origin/);
  });

  it('stops when it is asked to', async () => {
    const controller = new AbortController();
    controller.abort();
    await expect(fetched('/project', controller.signal)).rejects.toMatchObject({ name: 'AbortError' });
  });
});
