/** The checksum of everything that is stored or shipped. Bytes only. */

/** Lower-case hex. Needs a secure context (https or localhost), as the camera does. */
export async function sha256(bytes: BufferSource): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
