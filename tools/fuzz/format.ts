/** What the fuzzer has to know of a door for outside bytes. Adding one is adding one file to formats/. */

/** A tree of plain values and bytes (Uint8Array) that a good input is made of, before checksums and compression. */
export type Draft = unknown;

/** What a door made of an input that it did not throw at. `refusals`: sentences about what was left out. */
export type Reading = { value: unknown; refusals: string[] };

export type Format = {
  /** As its file is called. */
  name: string;
  /** The function of the app that reads it, for the report. */
  door: string;
  drafts: readonly Draft[];
  /** The bytes of whatever a draft has become; must take everything. */
  encode: (draft: Draft) => Uint8Array;
  /** Checksum, compression, text form: put around bytes that were changed already. */
  wrap?: (inner: Uint8Array) => Uint8Array | Promise<Uint8Array>;
  /** Whether the bytes are the app's own to change; records that a browser hands over cannot be torn. */
  torn: boolean;
  /** @throws what the door throws */
  read: (bytes: Uint8Array<ArrayBuffer>) => Reading | Promise<Reading>;
  /** Refusals by what lies around the inner parser; an input that is refused so alone has not reached it. */
  shell: RegExp;
  /** Bytes that reading may take at most, beside so many a byte of the input. */
  room: { bytes: number; perByte: number };
};

/** What most doors may take. */
export const ROOM = { bytes: 8e6, perByte: 64 };
