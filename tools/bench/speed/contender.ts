/** What the speed benchmark asks of each contender, inside its own page. Knows none of them. */

export type Setting = {
  backend: 'wasm' | 'webgl';
  /** Most faces in a frame. */
  faces: number;
};

export type Contender = {
  /** Loads everything and is ready for a first frame. */
  start: (setting: Setting) => Promise<void>;
  /**
   * Finds the faces of a frame and reads expressions, or has begun to when it returns: at most one frame is left open.
   * @param time of the clip, ms @returns how many faces are read in it
   */
  read: (frame: HTMLCanvasElement, time: number) => Promise<number>;
  /** Waits for what `read` began. */
  finish?: () => Promise<void>;
};
