/** Hands a file to the user's downloads. */

/** The browser reads the blob after the click returned; a minute is more than it needs. */
const REVOKE_MS = 60_000;

export function download(blob: Blob, name: string): void {
  const href = URL.createObjectURL(blob);
  Object.assign(document.createElement('a'), { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href), REVOKE_MS);
}
