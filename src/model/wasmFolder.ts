/** Where the WebAssembly backend's files lie below the app's root: the version is in the path, as their names lack it. */

export const WASM_FOLDER = 'tfjs/4.22.0/';
