/** What the speed benchmark asks of each contender, inside its own page, and what it gets. Knows none of them. */

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

/** Epochs of a training that is timed, as Teachable Machine's page sets them. */
export const EPOCHS = 50;

/** Milliseconds: all of a training, and the part after the pictures were embedded or imported; the backend it was `on`. */
export type Taught = { all: number; training: number; on: string };
