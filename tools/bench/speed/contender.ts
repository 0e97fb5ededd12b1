/** What the speed benchmark asks of each contender, inside its own page. Knows none of them. */

export type Setting = {
  backend: 'wasm' | 'webgl';
  /** Most faces in a frame. */
  faces: number;
};

export type Contender = {
  /** Loads everything and is ready for a first frame. */
  start: (setting: Setting) => Promise<void>;
  /** Finds the faces of a frame and reads their expressions. @returns how many have one. @param time of the clip, ms */
  read: (frame: HTMLCanvasElement, time: number) => Promise<number>;
};
