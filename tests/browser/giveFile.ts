/** Files that come to the page without a file dialog. Knows no test runner: the soak gives files too. */

import type { Page } from 'playwright-core';

/** Drops a file onto the page, or pastes it. */
export async function giveFile(page: Page, way: 'drop' | 'paste', name: string, type: string, bytes: Buffer) {
  await page.evaluate(
    ({ way, name, type, base64 }) => {
      const file = new File([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))], name, { type });
      const data = new DataTransfer();
      data.items.add(file);
      const event =
        way === 'drop'
          ? new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true })
          : new ClipboardEvent('paste', { clipboardData: data, bubbles: true });
      document.body.dispatchEvent(event);
    },
    { way, name, type, base64: bytes.toString('base64') },
  );
}
