/** The WebAssembly runtimes that the page loads from its own origin: where they lie in the packages. Writes nothing. */

import type { Source } from './sources.ts';

/**
 * MediaPipe's loader and runtime for module workers. Pinned, because later versions report usage to their vendor.
 * The build without SIMD has no loader for module workers, so it could not be used.
 */
export const MEDIAPIPE: Source[] = [
  {
    file: '@mediapipe/tasks-vision/wasm/vision_wasm_module_internal.js',
    sha256: '1f1d6215324a1fe62f6742d49a3db911170987ca18ad8c1b75f1a1c82acf2b44',
  },
  {
    file: '@mediapipe/tasks-vision/wasm/vision_wasm_module_internal.wasm',
    sha256: '617b8e0248dbd27e9d7ece4218004eae4cefb499196d1bb4fa0e3fef21708756',
  },
];

/** tfjs chooses by what the browser can do. The build with threads is left out: static hosts send no headers for it. */
export const TFJS: Source[] = [
  {
    file: '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm',
    sha256: '70a5d516060464e5269f01c74bac1772d6b8ab6cb612acf16b5cdaf61f78d892',
  },
  {
    file: '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm',
    sha256: '77ebb28a6d34f371dbbf2086b7f2de8994acd8ea5a3cf1fa24d2c26c840cac7b',
  },
];
