/** A page of another origin with the built app in a frame, and what that frame told it. */

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { BrowserContext, Frame, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { EmbedEvent } from '../../src/ui/embed/protocol.ts';
import { SLOW_MS } from './pageActions.ts';

const HTML = `<!doctype html><html lang="en"><title>A page</title><body style="margin:0">
<script>globalThis.heard = []; addEventListener('message', ({ data, origin }) => heard.push({ data, origin }))</script>`;

declare global {
  var heard: { data: EmbedEvent; origin: string }[];
}

/**
 * The app is on 127.0.0.1: `origin` is another site, whose frames Chromium lets store nothing here; `sibling` is another
 * origin of the same site, whose frames may.
 */
export async function serveHost(): Promise<{ origin: string; sibling: string; close: () => void }> {
  const server = createServer((_request, response) => response.setHeader('content-type', 'text/html').end(HTML));
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://localhost:${port}`,
    sibling: `http://127.0.0.1:${port}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

export type Embedded = { page: Page; frame: Frame; errors: string[] };

/** @param query of the app's address, after `embed`. @param allow the frame's attribute */
export async function openEmbedded(
  context: BrowserContext,
  host: string,
  app: string,
  { query = '', link = '', allow = '' }: { query?: string; link?: string; allow?: string } = {},
): Promise<Embedded> {
  context.setDefaultTimeout(SLOW_MS);
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  await page.goto(host);
  const frame = await addFrame(page, `${app}?embed${query}${link && `#${link}`}`, allow);
  return { page, frame, errors };
}

/** Adds a frame as large as the page can be. */
export async function addFrame(page: Page, src: string, allow = ''): Promise<Frame> {
  const element = await page.evaluateHandle(
    ({ src, allow }) => {
      const frame = document.createElement('iframe');
      Object.assign(frame, { src, allow, title: 'Mien' });
      Object.assign(frame.style, { border: '0', display: 'block', width: '100vw', height: '100vh' });
      document.body.append(frame);
      return frame;
    },
    { src, allow },
  );
  const frame = await element.contentFrame();
  if (!frame) throw new Error('The frame did not open.');
  return frame;
}

/** Sends to the first frame, whoever it is. */
export const say = (page: Page, message: unknown): Promise<void> =>
  page.evaluate((data) => document.querySelector('iframe')?.contentWindow?.postMessage(data, '*'), message);

/** The last event of this type so far. */
export const lastHeard = async <T extends EmbedEvent['type']>(page: Page, type: T) =>
  (await page.evaluate((wanted) => heard.findLast(({ data }) => data.type === wanted)?.data, type)) as
    | Extract<EmbedEvent, { type: T }>
    | undefined;

/** Waits for an event of this type that passes. */
export async function hears<T extends EmbedEvent['type']>(
  page: Page,
  type: T,
  passes: (event: Extract<EmbedEvent, { type: T }>) => boolean = () => true,
): Promise<Extract<EmbedEvent, { type: T }>> {
  const event = async () => {
    const last = await lastHeard(page, type);
    return last && passes(last) ? last : undefined;
  };
  let found: Extract<EmbedEvent, { type: T }> | undefined;
  await expect.poll(async () => (found = await event()), { timeout: SLOW_MS }).toBeDefined();
  if (!found) throw new Error('unreachable');
  return found;
}
