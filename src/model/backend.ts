/** Chooses the tensor backend. The only file that imports one, each as its own lazy chunk. Knows no model. */

import { backend, env, removeBackend, setBackend } from '@tensorflow/tfjs-core';
// Without this import the built app fails at its first gradient.
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { AppError, toAppError } from '../rpc/appError.ts';

export type BackendName = 'webgpu' | 'webgl' | 'wasm';

/** `reason`: why it was not taken. `ms`: what trying it cost. */
export type BackendAttempt = { backend: BackendName; ok: boolean; reason?: string; ms: number };

export type BackendRequest<Model> = {
  /** `auto`: the fastest that works. A chosen backend is tried first, even on a software adapter. */
  choice: 'auto' | BackendName;
  /** Backends that failed here before; passed over unless chosen. */
  avoid: readonly BackendName[];
  /** URL of the folder with the .wasm files, ending in a slash; null in Node, where the package finds its own. */
  wasmFolder: string | null;
  /** Builds the model on the backend in use and proves it; throws where that backend must not be used. */
  start: () => Promise<Model>;
};

/** Fastest first; wasm last because it works everywhere. */
const CHAIN: readonly BackendName[] = ['webgpu', 'webgl', 'wasm'];

/** Drivers have been seen to hang in initialisation. The user's choice and the last resort get more patience. */
const WATCHDOG_MS = 20_000;
const PATIENT_WATCHDOG_MS = 90_000;

/** A GPU that is emulated on the processor: about 100 times slower than wasm on the same processor. */
const SOFTWARE = /swiftshader|llvmpipe|lavapipe|softpipe|basic render|software/i;

/** What a backend needs to be there, and how it is registered. `probe` gives the adapter's name or throws. */
const DRIVERS: {
  [K in BackendName]: { probe: () => Promise<string>; load: (wasmFolder: string | null) => Promise<void> };
} = {
  webgpu: {
    probe: async () => {
      const adapter = await navigator.gpu?.requestAdapter();
      if (!adapter) throw new Error('This browser offers no WebGPU adapter.');
      const { vendor, architecture, device, description } = adapter.info;
      return [vendor, architecture, device, description].join(' ');
    },
    load: async () => {
      await import('@tensorflow/tfjs-backend-webgpu');
    },
  },
  webgl: {
    probe: async () => {
      const gl = new OffscreenCanvas(1, 1).getContext('webgl2');
      if (!gl) throw new Error('This browser offers no WebGL 2.');
      const names = gl.getExtension('WEBGL_debug_renderer_info');
      const renderer = String(gl.getParameter(names ? names.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
      // Browsers allow few contexts; the backend makes its own.
      gl.getExtension('WEBGL_lose_context')?.loseContext();
      return renderer;
    },
    load: async () => {
      await import('@tensorflow/tfjs-backend-webgl');
    },
  },
  wasm: {
    probe: async () => 'WebAssembly',
    load: async (folder) => {
      const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
      const { registerWasmGradients } = await import('./wasmGradients/register.ts');
      // Threads need headers that static hosts do not send, and would add in another order on each machine.
      env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
      if (folder) setWasmPaths(folder);
      registerWasmGradients();
    },
  },
};

/**
 * Takes the first backend that is there, answers in time and passes `start`.
 * @throws `no-backend` when none does; what `start` threw when it was the model's files that failed (`asset`)
 */
export async function chooseBackend<Model>(
  request: BackendRequest<Model>,
): Promise<{ backend: BackendName; model: Model; attempts: BackendAttempt[] }> {
  const { choice, avoid } = request;
  const order = choice === 'auto' ? CHAIN : [choice, ...CHAIN.filter((name) => name !== choice)];
  const attempts: BackendAttempt[] = [];
  for (const name of order) {
    const started = performance.now();
    const chosen = name === choice;
    try {
      if (avoid.includes(name) && !chosen) throw new Error('It failed on this device before.');
      const patience = chosen || name === 'wasm' ? PATIENT_WATCHDOG_MS : WATCHDOG_MS;
      const model = await within(patience, tryBackend(name, chosen, request));
      attempts.push({ backend: name, ok: true, ms: performance.now() - started });
      return { backend: name, model, attempts };
    } catch (error) {
      const { code, message } = toAppError(error);
      if (code === 'asset') throw error;
      attempts.push({ backend: name, ok: false, reason: message, ms: performance.now() - started });
    }
  }
  const reasons = attempts.map(({ backend: name, reason }) => `${name}: ${reason}`).join(' ');
  throw new AppError(
    'no-backend',
    `Nothing in this browser can run the model. Update it or try another one. (${reasons})`,
  );
}

async function tryBackend<Model>(name: BackendName, chosen: boolean, request: BackendRequest<Model>): Promise<Model> {
  const { probe, load } = DRIVERS[name];
  const adapter = await probe();
  if (SOFTWARE.test(adapter) && !chosen) throw new Error(`It is emulated here (${adapter}), slower than WebAssembly.`);
  await load(request.wasmFolder);
  if (!(await setBackend(name))) throw new Error('It could not be initialised.');
  try {
    return await request.start();
  } catch (error) {
    removeBackend(name);
    throw error;
  }
}

function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout>;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`It did not answer within ${ms / 1000} s.`)), ms);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** Resolves with the reason when the GPU that the backend in use works on is lost; never on wasm. */
export function deviceLost(name: BackendName): Promise<string> {
  // Neither backend shows its device in its types.
  if (name === 'webgpu') {
    const { device } = backend() as unknown as { device: GPUDevice };
    return device.lost.then(({ message }) => message);
  }
  if (name === 'webgl') {
    const { gpgpu } = backend() as unknown as { gpgpu: { gl: { canvas: EventTarget } } };
    return new Promise((resolve) => {
      gpgpu.gl.canvas.addEventListener('webglcontextlost', () => resolve('the WebGL context was lost'), { once: true });
    });
  }
  return new Promise(() => {});
}
