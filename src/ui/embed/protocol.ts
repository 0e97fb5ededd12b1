/** What an embedded view and the page around it tell each other. Types alone; written down in docs/embed.md. */

/** Raised when a message changes its meaning. Every message carries it as `mien`. */
export const PROTOCOL = 1;

/** In the order of the model's classes, summing to 1. `label`: the class it speaks for; null: not sure. */
export type Answer = { scores: number[]; label: string | null };

/**
 * `box`: px of the frame that was read. `score`: the detector's confidence, 0–1. `own`: of the model of a link. `affect`:
 * what that reads, each about −1 … 1; null where it reads none.
 */
export type SeenFace = {
  id: number;
  box: { x: number; y: number; width: number; height: number };
  score: number;
  base: Answer | null;
  own: Answer | null;
  affect: { valence: number; arousal: number } | null;
};

export type EmbedEvent = { mien: typeof PROTOCOL } /** The models are loaded. `classes`: of the base model. */ & (
  | { type: 'ready'; classes: string[]; backend: string }
  /** First of all, and after each change. `own`: the model of a link that answers beside the base model. */
  | {
      type: 'state';
      models: 'loading' | 'ready' | 'failed';
      source: 'clip' | 'camera' | 'picture' | 'video' | null;
      playing: boolean;
      own: { name: string; classes: string[] } | null;
    }
  /** `time`: when the frame was read, milliseconds since the epoch; `width` and `height`: its size, px. */
  | { type: 'faces'; time: number; width: number; height: number; faces: SeenFace[] }
  /** `message`: what happened and what to do, for people. */
  | { type: 'error'; about: 'faces' | 'model' | 'link' | 'source' | 'camera'; message: string }
);

export type Command = {
  mien: typeof PROTOCOL;
} /** Faces from now on, at most `rate` times a second, 0–60; 0: no more. Answered with `state`. */ & (
  | { type: 'subscribe'; rate: number }
  /** Asks the visitor for the camera; after one yes it starts at once. */
  | { type: 'camera' }
  /** The camera goes off and the sample actors play. */
  | { type: 'stop' }
  /** Lets the model of a share link answer, kept nowhere; null: the base model alone. */
  | { type: 'model'; link: string | null }
);
