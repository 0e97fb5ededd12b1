/** Records as a browser's store hands them over: plain values with typed arrays, kept as bytes so that they can be told. */

import { deserialize, serialize } from 'node:v8';

export const recordBytes = (records: unknown): Uint8Array => new Uint8Array(serialize(records));

export const recordsFrom = (bytes: Uint8Array): unknown => deserialize(bytes);
