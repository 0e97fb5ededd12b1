/**
 * @teachablemachine/image as its page uses it. Its network is downloaded by its makers' page; here one of the same
 * shape, MobileNetV2 at 0.35 (Sandler et al. 2018) with random weights, stands in: time does not depend on them.
 */

import { EPOCHS, type Taught } from '../contender.ts';

// biome-ignore lint/suspicious/noExplicitAny: these two libraries come as scripts without types here.
declare const tf: any;
// biome-ignore lint/suspicious/noExplicitAny: as above
declare const tmImage: any;

/** As its page sets them. */
const TRAINING = { denseUnits: 100, epochs: EPOCHS, learningRate: 0.001, batchSize: 16 };

/** Expansion, channels at 0.35, blocks, stride. */
const BLOCKS = [
  [1, 8, 1, 1],
  [6, 8, 2, 2],
  [6, 16, 3, 2],
  [6, 24, 4, 2],
  [6, 32, 3, 1],
  [6, 56, 3, 2],
  [6, 112, 1, 1],
] as const;

const STAND_IN = 'indexeddb://stand-in';

/** @param width of the embedding; null: the whole network with its 1,280 */
async function standIn(width: number | null): Promise<void> {
  const input = tf.input({ shape: [224, 224, 3] });
  const norm = (x: unknown) => tf.layers.batchNormalization({}).apply(x);
  const relu = (x: unknown, name?: string) => tf.layers.reLU({ maxValue: 6, ...(name ? { name } : {}) }).apply(x);
  const conv = (x: unknown, filters: number, kernelSize: number, strides: number) =>
    tf.layers.conv2d({ filters, kernelSize, strides, padding: 'same', useBias: false }).apply(x);
  let x = relu(norm(conv(input, 16, 3, width === null ? 2 : 32)));
  let channels = 16;
  for (const [expansion, outputs, count, stride] of width === null ? BLOCKS : []) {
    for (let block = 0; block < count; block++) {
      const strides = block === 0 ? stride : 1;
      const wide = expansion === 1 ? x : relu(norm(conv(x, expansion * channels, 1, 1)));
      const deep = tf.layers.depthwiseConv2d({ kernelSize: 3, strides, padding: 'same', useBias: false }).apply(wide);
      const narrow = norm(conv(relu(norm(deep)), outputs, 1, 1));
      x = strides === 1 && outputs === channels ? tf.layers.add().apply([x, narrow]) : narrow;
      channels = outputs;
    }
  }
  const output = relu(norm(conv(x, width ?? 1280, 1, 1)), 'out_relu');
  await tf.model({ inputs: input, outputs: output }).save(STAND_IN);
}

/** The middle of a picture, 224×224, as its page takes it from a camera. */
function square(picture: HTMLCanvasElement): HTMLCanvasElement {
  const canvas = Object.assign(document.createElement('canvas'), { width: 224, height: 224 });
  const side = Math.min(picture.width, picture.height);
  const [left, top] = [(picture.width - side) / 2, (picture.height - side) / 2];
  canvas.getContext('2d')?.drawImage(picture, left, top, side, side, 0, 0, 224, 224);
  return canvas;
}

const load = () => tmImage.createTeachable({}, { checkpointUrl: STAND_IN, trainingLayer: 'out_relu' });

/** The backend that embeds a picture faster here: where the GPU is emulated, WebGL does not. */
async function fastest(): Promise<string> {
  const times = new Map<string, number>();
  for (const backend of ['cpu', 'webgl']) {
    await tf.setBackend(backend);
    const { truncatedModel } = await load();
    const embed = () => tf.tidy(() => truncatedModel.predict(tf.zeros([1, 224, 224, 3])).dataSync());
    // The first one pays for compiling shaders, which its page does while it loads.
    embed();
    const begun = performance.now();
    embed();
    times.set(backend, performance.now() - begun);
  }
  return [...times].sort(([, a], [, b]) => a - b)[0]?.[0] ?? 'cpu';
}

/** @param width of the embedding; null: the whole network, on the backend that is faster @param pictures of two classes in turn */
export async function teach(width: number | null, pictures: HTMLCanvasElement[]): Promise<Taught> {
  await tf.setBackend('cpu');
  await standIn(width);
  const on = width === null ? await fastest() : 'cpu';
  await tf.setBackend(on);
  const model = await load();
  model.setLabels(['a', 'b']);
  const begun = performance.now();
  for (const [i, picture] of pictures.entries()) await model.addExample(i % 2, square(picture));
  const embedded = performance.now();
  await model.train(TRAINING);
  return { all: performance.now() - begun, training: performance.now() - embedded, on };
}
