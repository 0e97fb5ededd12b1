/**
 * A shared model as the fragment of a link, and back; what comes from outside is checked before it is believed.
 *
 * Fragment: `model=`, the format's version, a dot, base64url of: the first 4 bytes of the sha256 of the deflated rest,
 * the deflated rest. That is: u32 length of the head, the head as JSON, then of each tensor scales f32 and bytes i8.
 */

import { sha256 } from '../math/sha256.ts';
import { AppError } from '../rpc/appError.ts';
import { quantise, quantisedSizes, restore } from './quantise.ts';
import { checkHead, type SharedModel } from './sharedModel.ts';
import { MODEL_KEY } from './shareKey.ts';

const VERSION = '1';
const CHECKSUM_BYTES = 4;

/** Longest fragment that is read, characters: more classes need more, and so do valence and arousal. */
const LONGEST = 100_000;
/** Most bytes that one may unfold to. */
const MOST_BYTES = 1_000_000;

/** The fragment, without #. Each matrix is rounded to eight bits with a scale for each row or column. */
export async function writeShareLink({ card, tensors }: SharedModel): Promise<string> {
  const head = new TextEncoder().encode(
    JSON.stringify({ card, tensors: tensors.map(({ name, shape }) => ({ name, shape })) }),
  );
  const parts: Uint8Array<ArrayBuffer>[] = [asBytes(Uint32Array.of(head.length)), head];
  for (const { shape, values } of tensors) {
    const { scales, bytes } = quantise(values, shape);
    parts.push(asBytes(scales), asBytes(bytes));
  }
  const deflated = new Blob(parts).stream().pipeThrough(new CompressionStream('deflate-raw'));
  const packed = await bytesOf(new Response(deflated));
  return `${MODEL_KEY}${VERSION}.${toBase64Url(await bytesOf(new Blob([await checksum(packed), packed])))}`;
}

/** @throws `bad-input` saying why a fragment is no model of this version, and what to do */
export async function readShareLink(fragment: string): Promise<SharedModel> {
  const [, version, text = ''] = /^#?model=([^.]*)\.?(.*)$/s.exec(fragment) ?? [];
  if (version === undefined) throw refused('it does not begin as a link to a model does');
  if (!/^\d{1,3}$/.test(version)) throw refused('its beginning is damaged');
  if (version !== VERSION) {
    throw new AppError(
      'bad-input',
      `This link was made by another version of Mien (format ${version}, here ${VERSION}). Open it with a newer copy of the page.`,
    );
  }
  if (text.length > LONGEST)
    throw refused(`it has ${text.length.toLocaleString('en')} characters, more than a model needs`);
  const file = fromBase64Url(text);
  const packed = file.slice(CHECKSUM_BYTES);
  const sum = await checksum(packed);
  if (file.length <= CHECKSUM_BYTES || sum.some((byte, i) => byte !== file[i])) {
    throw refused('it is cut short or changed');
  }
  return unpack(await inflate(packed));
}

/** @throws `bad-input` unless the bytes are exactly one well-formed model */
function unpack(bytes: Uint8Array<ArrayBuffer>): SharedModel {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  const take = (length: number): ArrayBuffer => {
    if (length > bytes.length - at) throw refused('it ends too early');
    at += length;
    // Copied: a tensor need not begin at a multiple of four.
    return bytes.slice(at - length, at).buffer;
  };
  const length = bytes.length < 4 ? 0 : view.getUint32(0, true);
  take(4);
  const { card, tensors } = checkHead(parse(take(length)));
  const found = tensors.map(({ name, shape }) => {
    const { scales, bytes: count } = quantisedSizes(shape);
    const values = restore({ scales: new Float32Array(take(4 * scales)), bytes: new Int8Array(take(count)) }, shape);
    if (!values.every(Number.isFinite)) throw refused('one of its numbers is none');
    return { name, shape, values };
  });
  if (at !== bytes.length) throw refused('it goes on after its end');
  return { card, tensors: found };
}

function parse(bytes: ArrayBuffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw refused('what it says of itself is damaged');
  }
}

/** Unfolded piece by piece, so that a small link cannot fill the memory. */
async function inflate(packed: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  const reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate-raw')).getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      size += next.value.length;
      if (size > MOST_BYTES) throw refused('it unfolds to more than a model needs');
      parts.push(next.value);
    }
  } catch (thrown) {
    await reader.cancel().catch(() => {});
    throw thrown instanceof AppError ? thrown : refused('it does not unfold');
  }
  return bytesOf(new Blob(parts));
}

const bytesOf = async (whole: Blob | Response): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await whole.arrayBuffer());

async function checksum(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const hex = await sha256(bytes);
  return Uint8Array.from({ length: CHECKSUM_BYTES }, (_, i) => Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16));
}

const asBytes = ({ buffer, byteOffset, byteLength }: ArrayBufferView<ArrayBufferLike>): Uint8Array<ArrayBuffer> =>
  new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength);

function toBase64Url(bytes: Uint8Array): string {
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  if (!/^[\w-]*$/.test(text)) throw refused('it holds characters that no such link has');
  try {
    return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (each) => each.charCodeAt(0));
  } catch {
    throw refused('it is cut short');
  }
}

function refused(reason: string): AppError {
  return new AppError(
    'bad-input',
    `This link holds no model that can be opened: ${reason}. Ask for it again; long links are sometimes cut when they are sent as text.`,
  );
}
