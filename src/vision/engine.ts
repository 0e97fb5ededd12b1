/** What the vision worker's calls share: the face finder, the cropper, and whose turn it is. */

import type { Cropper } from './cropper.ts';
import type { FaceFinder } from './faceFinder.ts';

export type Engine = { finder: FaceFinder; cropper: Cropper };

export type Shared = {
  /** @throws `internal` before `init` */
  engine: () => Engine;
  /** Runs a task after those before it: MediaPipe takes one picture at a time. Long work takes a turn for each picture. */
  inTurn: <T>(task: () => Promise<T>) => Promise<T>;
};
