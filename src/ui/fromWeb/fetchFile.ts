/** Fetches a project or a model from another site, within limits, and looks at what it is. Knows no page. */

import { AppError } from '../../rpc/appError.ts';

/** Most bytes that are fetched: some tens of thousands of samples. */
export const LARGEST_FETCHED = 500_000_000;

type Watch = {
  signal: AbortSignal;
  /** Bytes so far and, where the site says it, in all. */
  onBytes: (done: number, total: number | null) => void;
  most?: number;
};

/** @throws `bad-input` when the address is none that this page may fetch from */
export function wantedAddress(search: string): URL {
  const given = new URLSearchParams(search).get('project') ?? '';
  if (given === '') throw refused('This link names no file. It should end in ?project= and the address of one.');
  let url: URL;
  try {
    url = new URL(given);
  } catch {
    throw refused('What this link names is no address of a file. Ask for the link again.');
  }
  if (url.protocol !== 'https:') {
    throw refused('Files are fetched from addresses that begin with https:// only. Download it, and drop it on Mien.');
  }
  if (url.username !== '' || url.password !== '') throw refused('This address holds a password. Ask for another one.');
  return url;
}

/** What the file is called where it comes from. */
export const fileName = ({ pathname }: URL): string => {
  const last = pathname.slice(pathname.lastIndexOf('/') + 1);
  try {
    return decodeURIComponent(last).slice(0, 120) || 'project';
  } catch {
    return last.slice(0, 120);
  }
};

/**
 * The file, by what its bytes begin with: a zip or a model, with the ending that belongs to it.
 * @throws `bad-input` saying what is wrong with the site or the file, and what to do; `aborted` after the signal
 */
export async function fetchFile(url: URL, { signal, onBytes, most = LARGEST_FETCHED }: Watch): Promise<File> {
  const response = await fetch(url, { signal, credentials: 'omit', referrerPolicy: 'no-referrer' }).catch((cause) => {
    signal.throwIfAborted();
    throw refused(
      `${url.host} could not be read. Either it cannot be reached, or it does not let other pages read its files (it sends no “Access-Control-Allow-Origin” header). Download the file yourself and drop it on Mien, or ask for it on a site that allows it, such as GitHub Pages or Hugging Face.`,
      cause,
    );
  });
  if (!response.ok || !response.body) {
    throw refused(`${url.host} has no such file (it answered ${response.status}). Ask for the link again.`);
  }
  const total = Number(response.headers.get('content-length')) || null;
  if (total !== null && total > most) throw tooLarge(most);
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let done = 0;
  const reader = response.body.getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      done += next.value.length;
      if (done > most) throw tooLarge(most);
      parts.push(next.value);
      onBytes(done, total);
    }
  } catch (thrown) {
    await reader.cancel().catch(() => {});
    if (thrown instanceof AppError || signal.aborted) throw thrown;
    throw refused(`The connection to ${url.host} broke off. Try again.`, thrown);
  }
  const blob = new Blob(parts);
  return new File([blob], `${fileName(url).replace(/\.\w{1,12}$/, '')}.${await endingOf(blob)}`);
}

/** @throws `bad-input` when it is neither a zip nor a model */
async function endingOf(blob: Blob): Promise<'zip' | 'safetensors'> {
  const start = new Uint8Array(await blob.slice(0, 9).arrayBuffer());
  if (start[0] === 0x50 && start[1] === 0x4b && (start[2] === 3 || start[2] === 5)) return 'zip';
  // Eight bytes with the length of a header that is JSON.
  if (start[8] === 0x7b && start[7] === 0 && start[6] === 0 && start[5] === 0 && start[4] === 0) return 'safetensors';
  throw refused(
    'What came is neither a project nor a model of Mien. The address may be that of a page about the file: it must be that of the file itself.',
  );
}

const tooLarge = (most: number): AppError =>
  refused(`The file has more than ${most / 1e6} MB, and is left alone. Download it yourself and drop it on Mien.`);

const refused = (message: string, cause?: unknown): AppError => new AppError('bad-input', message, { cause });
