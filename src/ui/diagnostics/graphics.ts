/** What the graphics processor is and what it allows, asked of the browser itself. Knows no tensor library. */

/** Rows of a table: what it is, what the browser says. */
export type Rows = [label: string, value: string][];

const GPU_LIMITS = [
  'maxBufferSize',
  'maxStorageBufferBindingSize',
  'maxComputeWorkgroupStorageSize',
  'maxComputeInvocationsPerWorkgroup',
] as const;

/** A driver that hangs must not keep the rest from being shown, ms. */
const PATIENCE_MS = 5_000;

export async function webgpuRows(): Promise<Rows> {
  if (!('gpu' in navigator)) return [['WebGPU', 'not offered by this browser']];
  const silent = new Promise<'silent'>((resolve) => setTimeout(() => resolve('silent'), PATIENCE_MS));
  const adapter = await Promise.race([navigator.gpu.requestAdapter().catch(() => null), silent]);
  if (adapter === 'silent') return [['WebGPU', `no answer within ${PATIENCE_MS / 1000} s`]];
  if (!adapter) return [['WebGPU', 'no adapter']];
  const { vendor, architecture, device, description } = adapter.info;
  return [
    ['WebGPU adapter', [vendor, architecture, device, description].filter(Boolean).join(' ') || 'not named'],
    ['16-bit floats', adapter.features.has('shader-f16') ? 'yes' : 'no'],
    ...GPU_LIMITS.map((name): Rows[number] => [name, adapter.limits[name].toLocaleString('en')]),
  ];
}

export function webglRows(): Rows {
  const gl = document.createElement('canvas').getContext('webgl2');
  if (!gl) return [['WebGL 2', 'not offered by this browser']];
  const names = gl.getExtension('WEBGL_debug_renderer_info');
  const rows: Rows = [
    ['WebGL 2 renderer', String(gl.getParameter(names ? names.UNMASKED_RENDERER_WEBGL : gl.RENDERER))],
    ['Largest texture', `${gl.getParameter(gl.MAX_TEXTURE_SIZE)} px`],
    ['Textures of floats', gl.getExtension('EXT_color_buffer_float') ? 'yes' : 'no'],
  ];
  // Browsers allow few contexts.
  gl.getExtension('WEBGL_lose_context')?.loseContext();
  return rows;
}
