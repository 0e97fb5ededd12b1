/** A read-only view of a FlatBuffers table by field number. Knows the binary layout, no schema. */

export class FlatTable {
  readonly #view: DataView;
  readonly #position: number;

  /** @param position of the table in the bytes that `view` shows */
  constructor(view: DataView, position: number) {
    this.#view = view;
    this.#position = position;
  }

  static root(bytes: Uint8Array): FlatTable {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return new FlatTable(view, view.getUint32(0, true));
  }

  /** Where a field's value lies, or 0 when the table leaves it out. */
  #field(number: number): number {
    const vtable = this.#position - this.#view.getInt32(this.#position, true);
    const slot = 4 + 2 * number;
    if (slot >= this.#view.getUint16(vtable, true)) return 0;
    const offset = this.#view.getUint16(vtable + slot, true);
    return offset && this.#position + offset;
  }

  uint32(number: number): number {
    const at = this.#field(number);
    return at && this.#view.getUint32(at, true);
  }

  /** Position of the table, vector or string that a field refers to, or 0. */
  reference(number: number): number {
    const at = this.#field(number);
    return at && at + this.#view.getUint32(at, true);
  }

  /** Positions of the tables in a vector of tables; empty when the field is left out. */
  vector(number: number): number[] {
    const at = this.reference(number);
    if (!at) return [];
    return Array.from({ length: this.#view.getUint32(at, true) }, (_, index) => {
      const element = at + 4 + 4 * index;
      return element + this.#view.getUint32(element, true);
    });
  }

  /** The tables of a vector of tables. */
  tables(number: number): FlatTable[] {
    return this.vector(number).map((position) => new FlatTable(this.#view, position));
  }

  /** The table that a field refers to. */
  table(number: number): FlatTable | undefined {
    const position = this.reference(number);
    return position ? new FlatTable(this.#view, position) : undefined;
  }

  /** A vector of 32-bit floats. */
  floats(number: number): number[] {
    const at = this.reference(number);
    if (!at) return [];
    return Array.from({ length: this.#view.getUint32(at, true) }, (_, i) =>
      this.#view.getFloat32(at + 4 + 4 * i, true),
    );
  }

  string(number: number): string {
    return new TextDecoder().decode(this.bytes(number));
  }

  /** The bytes of a string or of a vector of bytes. */
  bytes(number: number): Uint8Array {
    const at = this.reference(number);
    if (!at) return new Uint8Array();
    return new Uint8Array(this.#view.buffer, this.#view.byteOffset + at + 4, this.#view.getUint32(at, true));
  }
}
