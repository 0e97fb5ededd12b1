/** The three face models of the app as TFLite files that MediaPipe's tasks accept. Reads packages, writes nothing. */

import { attachMetadata } from './attachMetadata.ts';
import { DETECTOR_OPTIONS_KEY, detectorOptions, FULL_RANGE_LAYOUT } from './detectorOptions.ts';
import { modelMetadata } from './modelMetadata.ts';
import { FULL_RANGE, LANDMARKS, readSource, SHORT_RANGE } from './sources.ts';

/** File name → bytes; the same bytes on every machine. @throws Error from readSource */
export async function faceModels(nodeModules: string): Promise<Record<string, Uint8Array>> {
  const [shortRange, fullRange, landmarks] = await Promise.all(
    [SHORT_RANGE, FULL_RANGE, LANDMARKS].map((source) => readSource(source, nodeModules)),
  );
  const detector = { mean: 127.5, std: 127.5, outputs: ['regressors', 'classificators'] };
  return {
    'short-range.tflite': attachMetadata(
      shortRange!,
      modelMetadata({ ...detector, name: 'face_detection_short_range' }),
    ),
    'full-range.tflite': attachMetadata(
      fullRange!,
      modelMetadata({
        ...detector,
        name: 'face_detection_full_range',
        custom: { name: DETECTOR_OPTIONS_KEY, data: detectorOptions(FULL_RANGE_LAYOUT) },
      }),
    ),
    'landmarks.tflite': attachMetadata(
      landmarks!,
      modelMetadata({ name: 'face_landmark', mean: 0, std: 255, outputs: ['landmarks', 'presence'] }),
    ),
  };
}
