/** One recording being rated: its picture, the plane, the replay, and what was said so far. */

import { Button, IconButton, SegmentedControl } from '@radix-ui/themes';
import { Pause, Play } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { rateSamples } from '../../data/edits.ts';
import type { Sample } from '../../data/schema.ts';
import { perform, whyNotChange } from '../library.ts';
import { Notice } from '../parts/Notice.tsx';
import { SamplePicture } from '../parts/SamplePicture.tsx';
import { count } from '../parts/words.ts';
import { wantPicture } from '../pictures.ts';
import { useStore } from '../store.ts';
import { type Clip, timesOf } from './clips.ts';
import { calMissing } from './missing.ts';
import { Outcome } from './Outcome.tsx';
import type { Affect } from './pad.ts';
import { RatePad } from './RatePad.tsx';
import { RatingLines } from './RatingLines.tsx';
import { useReplay } from './useReplay.ts';

const PACES = [0.25, 0.5, 1, 2];

type Ratings = ReadonlyMap<string, Affect>;
const NONE: Ratings = new Map();

export function RateClip({ clip }: { clip: Clip }) {
  const { frames } = clip;
  const blocked = useStore(whyNotChange);
  const samples = useStore((state) => state.samples);
  const [pace, setPace] = useState(0.5);
  const [draft, setDraft] = useState(NONE);
  const [result, setResult] = useState<{ text: string; what: string } | null>(null);
  /** What passing frames get: from the first touch after a start of the replay until the next one. */
  const held = useRef<Affect | null>(null);
  const pad = useRef<HTMLDivElement>(null);
  const times = useMemo(() => timesOf(clip), [clip]);

  const rate = (rated: Sample[], affect: Affect) =>
    setDraft((before) => new Map([...before, ...rated.map(({ id }) => [id, affect] as const)]));

  const { index, playing, toggle, go } = useReplay(times, pace, (from, to) => {
    if (held.current) rate(frames.slice(from + 1, to + 1), held.current);
  });
  const frame = frames[index];
  const ratings = frames.map((sample) => draft.get(sample.id) ?? storedOf(sample));

  const startOrPause = () => {
    held.current = null;
    toggle();
  };
  const done = () => {
    const what = `rate ${count(draft.size, 'frame')} of ${clip.name}`;
    if (!keep(draft, what)) return;
    held.current = null;
    go(index);
    setDraft(NONE);
    setResult({ text: `${count(draft.size, 'frame')} rated.`, what });
    // “Done” rests now, and would keep the focus to itself.
    pad.current?.focus();
  };

  useKeptOnLeaving(draft, clip.name);
  useFetchedAhead(frames);

  return (
    <div className="guided-body rate">
      <div className="guided-stage">
        <div className="rate-picture">
          {frame && <SamplePicture id={frame.id} alt={`Frame ${index + 1} of ${frames.length}`} size={320} />}
        </div>
        <RatingLines ratings={ratings} at={index} />
        <div className="rate-replay">
          <IconButton variant="soft" aria-label={playing ? 'Pause' : 'Play'} onClick={startOrPause}>
            {playing ? <Pause size={16} /> : <Play size={16} />}
          </IconButton>
          <input
            type="range"
            min={0}
            max={frames.length - 1}
            value={index}
            aria-label="Frame"
            aria-valuetext={`Frame ${index + 1} of ${frames.length}`}
            onChange={({ target }) => go(target.valueAsNumber)}
          />
          <SegmentedControl.Root
            size="1"
            aria-label="Pace"
            value={String(pace)}
            onValueChange={(value) => setPace(Number(value))}
          >
            {PACES.map((choice) => (
              <SegmentedControl.Item key={choice} value={String(choice)}>
                {choice}×
              </SegmentedControl.Item>
            ))}
          </SegmentedControl.Root>
        </div>
      </div>
      <div className="guided-controls">
        {blocked && <Notice tone="bad">{blocked}</Notice>}
        <RatePad
          ref={pad}
          value={ratings[index] ?? null}
          disabled={blocked !== null}
          onChange={(affect) => {
            held.current = affect;
            if (frame) rate([frame], affect);
          }}
          onToggle={startOrPause}
        />
        <p className="guided-hint">
          Play, then drag the point, or move it with the arrow keys: from then on every frame that passes gets it.
          Paused, only the frame shown does.
        </p>
        <Button size="3" disabled={draft.size === 0 || blocked !== null} onClick={done}>
          Done{draft.size > 0 && `: keep ${count(draft.size, 'frame')}`}
        </Button>
        {result && <Outcome {...result} method="cal" missing={calMissing(samples)} />}
      </div>
    </div>
  );
}

const storedOf = ({ valence, arousal }: Sample): Affect | null =>
  valence === null || arousal === null ? null : { valence, arousal };

const keep = (ratings: Ratings, what: string): boolean => perform(what, (now) => rateSamples(now, ratings));

/** Whoever leaves without “Done” loses nothing; an undo takes it back. */
function useKeptOnLeaving(draft: Ratings, name: string): void {
  const latest = useRef(draft);
  latest.current = draft;
  useEffect(
    () => () => {
      const { size } = latest.current;
      if (size > 0) keep(latest.current, `rate ${count(size, 'frame')} of ${name}`);
    },
    [name],
  );
}

/** The pictures are at hand when their turn comes. */
function useFetchedAhead(frames: Sample[]): void {
  useEffect(() => {
    const ends = frames.map(({ id }) => wantPicture(id, () => {}));
    return () => {
      for (const end of ends) end();
    };
  }, [frames]);
}
