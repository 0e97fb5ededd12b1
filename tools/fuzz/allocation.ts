/** How much memory a piece of work asks for: sizes given to constructors and copies, and what the process grew by. */

const ARRAYS = [
  Uint8Array,
  Int8Array,
  Uint8ClampedArray,
  Uint16Array,
  Int16Array,
  Uint32Array,
  Int32Array,
  Float32Array,
  Float64Array,
];

let asked = 0;

/** Counts from now on. @returns what ends it */
export function countAllocations(): () => void {
  const undo: (() => void)[] = [];
  const replace = (holder: object, key: string, value: unknown) => {
    const before = Object.getOwnPropertyDescriptor(holder, key) as PropertyDescriptor;
    Object.defineProperty(holder, key, { ...before, value });
    undo.push(() => Object.defineProperty(holder, key, before));
  };
  for (const made of [ArrayBuffer, ...ARRAYS]) {
    const counted: object = new Proxy<new (...given: never[]) => object>(made, {
      construct(target, given, newTarget) {
        const result: { byteLength: number } = Reflect.construct(
          target,
          given,
          newTarget === counted ? target : newTarget,
        );
        // A view of a buffer takes nothing.
        if (!(given[0] instanceof ArrayBuffer)) asked += result.byteLength;
        return result;
      },
    });
    replace(globalThis, made.name, counted);
  }
  for (const holder of [ArrayBuffer.prototype, Object.getPrototypeOf(Uint8Array.prototype)]) {
    const slice = holder.slice as (...given: unknown[]) => { byteLength: number };
    replace(holder, 'slice', function (this: unknown, ...given: unknown[]) {
      const result = slice.apply(this, given);
      asked += result.byteLength;
      return result;
    });
  }
  return () => {
    for (const each of undo) each();
  };
}

/** Bytes that `work` asked for, or that the process grew by, whichever is more. Runs one at a time. */
export async function allocatedBy(work: () => Promise<unknown>): Promise<number> {
  const before = inUse();
  asked = 0;
  await work();
  return Math.max(asked, inUse() - before);
}

function inUse(): number {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
