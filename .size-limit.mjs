// Budgets of the built page. Initial is what index.html asks for: its script and what that script needs at once.
import { readFileSync } from 'node:fs';

/** Earlier weights lie beside the current ones, for old links; no visit fetches them unasked. */
const { hash } = JSON.parse(readFileSync('src/model/current.json', 'utf8'));

const html = readFileSync('dist/index.html', 'utf8');
const initial = [...html.matchAll(/(?:src|href)="\.\/(assets\/[^"]+\.js)"/g)].map(([, path]) => `dist/${path}`);

/** The predictor and what it needs at once. */
const predictor = ['dist/predict/mien-predict.js'];
for (const [, path] of readFileSync(predictor[0], 'utf8').matchAll(/from"\.\/(assets\/[^"]+\.js)"/g)) {
  predictor.push(`dist/predict/${path}`);
}

export default [
  { name: 'page, initial JavaScript', path: initial, gzip: true, limit: '220 kB' },
  { name: 'page, CSS', path: 'dist/assets/*.css', gzip: true, limit: '90 kB' },
  { name: 'WebGPU backend', path: 'dist/assets/backend-webgpu-*.js', gzip: true, limit: '200 kB' },
  { name: 'WebGL backend', path: 'dist/assets/backend-webgl-*.js', gzip: true, limit: '200 kB' },
  { name: 'wasm backend', path: 'dist/assets/backend-wasm-*.js', gzip: true, limit: '200 kB' },
  {
    name: 'first visit, all of it',
    path: [
      'dist/index.html',
      'dist/{start,sw}.js',
      'dist/icons/*',
      'dist/assets/*',
      'dist/mediapipe/*/*',
      'dist/tfjs/*/tfjs-backend-wasm-simd.wasm',
      'dist/face-models/*/*',
      `dist/weights/${hash}/*`,
      'dist/samples/clip.*',
      'dist/samples/poster.*',
    ],
    gzip: true,
    limit: '12 MB',
  },
  { name: 'predictor, without a backend', path: predictor, gzip: true, limit: '70 kB' },
  { name: 'predictor, face finder', path: 'dist/predict/assets/stillWorker-*.js', gzip: true, limit: '60 kB' },
  { name: 'base weights', path: `dist/weights/${hash}/base.safetensors`, gzip: false, brotli: false, limit: '3 MB' },
];
