/** How videos are read: how often, and whether they are cut into clips. */

import { Switch, TextField } from '@radix-ui/themes';

export const DEFAULT_FRAMES_PER_SECOND = 2;

/** Of one clip, s: long enough for pairs of frames that lie seconds apart, short enough to be about one thing. */
const DEFAULT_CLIP_SECONDS = 10;

/** Least for clips: the pairs of frames that are drawn from them (SSLFER) lie 0.48 s apart at the nearest. */
const CLIP_FRAMES_PER_SECOND = 4;

type Props = {
  framesPerSecond: number;
  onFramesPerSecond: (rate: number) => void;
  /** null: videos stay whole. NaN: being typed. */
  clipSeconds: number | null;
  onClipSeconds: (seconds: number | null) => void;
};

export function VideoFields({ framesPerSecond, onFramesPerSecond, clipSeconds, onClipSeconds }: Props) {
  const cut = (on: boolean) => {
    onClipSeconds(on ? DEFAULT_CLIP_SECONDS : null);
    if (on && framesPerSecond < CLIP_FRAMES_PER_SECOND) onFramesPerSecond(CLIP_FRAMES_PER_SECOND);
  };
  return (
    <>
      <label className="import-field" htmlFor="import-fps">
        <span>Frames per second of video</span>
        <TextField.Root
          id="import-fps"
          type="number"
          min={0.1}
          max={60}
          step="any"
          value={Number.isNaN(framesPerSecond) ? '' : framesPerSecond}
          onChange={({ target }) => onFramesPerSecond(target.valueAsNumber)}
        />
      </label>
      <div className="import-switch">
        <label htmlFor="import-cut">
          <Switch
            id="import-cut"
            size="1"
            checked={clipSeconds !== null}
            aria-describedby="import-cut-does"
            onCheckedChange={cut}
          />
          Cut videos into clips
        </label>
        <p id="import-cut-does" className="note">
          For long videos of one person (SSLFER): a clip ends after its length, at a change of scene, or where the face
          is lost. Take {CLIP_FRAMES_PER_SECOND} frames a second or more.
        </p>
      </div>
      {clipSeconds !== null && (
        <label className="import-field" htmlFor="import-clip">
          <span>Longest clip, seconds</span>
          <TextField.Root
            id="import-clip"
            type="number"
            min={1}
            max={600}
            step="any"
            value={Number.isNaN(clipSeconds) ? '' : clipSeconds}
            onChange={({ target }) => onClipSeconds(target.valueAsNumber)}
          />
        </label>
      )}
    </>
  );
}

/** What was typed, within what can be done. */
export const clipLength = (seconds: number | null): number | null =>
  seconds === null ? null : Math.min(600, Math.max(1, seconds || DEFAULT_CLIP_SECONDS));
