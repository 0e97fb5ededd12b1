/** People watch the same clip one after another; their faces are kept at the same times of it. */

import { Button, TextField } from '@radix-ui/themes';
import { Clapperboard, FileVideo } from 'lucide-react';
import { type FormEvent, useEffect, useMemo, useRef, useState } from 'react';
import { FileField } from '../importing/FileField.tsx';
import { whyNotChange } from '../library.ts';
import { Notice } from '../parts/Notice.tsx';
import { announce, useStore } from '../store.ts';
import type { SkipReason } from '../teach/smartCapture.ts';
import { REMEDY } from '../teach/takeSummary.ts';
import { CameraView } from './CameraView.tsx';
import { keepShots } from './keep.ts';
import { rmferMissing } from './missing.ts';
import { Outcome } from './Outcome.tsx';
import { peopleOn } from './reactionClip.ts';
import { fileStimulus, sampleStimulus } from './stimulus.ts';
import { useStopKey } from './stopKey.ts';
import { dueTick, TICKS_PER_SECOND, ticksOf, timeOfTick } from './ticks.ts';
import { useStimulus } from './useStimulus.ts';
import { type Seen, useWatch, type Wish } from './watch.ts';

/** `number`: the person's, from 1 in each clip. `last`: the latest tick that was looked at. */
type Take = { person: string; number: number; group: string; what: string; last: number; kept: number };

const LIST = new Intl.ListFormat('en');

export function ReactionCapture({ stream }: { stream: MediaStream }) {
  const mirrored = useStore((state) => state.mirror);
  const blocked = useStore(whyNotChange);
  const samples = useStore((state) => state.samples);
  const { stimulus, problem: refusal, open } = useStimulus();
  const [camera, setCamera] = useState<HTMLVideoElement | null>(null);
  const [person, setPerson] = useState('');
  const [trouble, setTrouble] = useState<SkipReason | null>(null);
  const [recording, setRecording] = useState(false);
  const [kept, setKept] = useState(0);
  const [result, setResult] = useState<{ text: string; what: string | null } | null>(null);
  const film = useRef<HTMLVideoElement>(null);
  const file = useRef<HTMLInputElement>(null);
  const name = useRef<HTMLInputElement>(null);
  const take = useRef<Take | null>(null);
  useEffect(() => void open(sampleStimulus()), [open]);

  const people = useMemo(() => (stimulus ? peopleOn(samples, stimulus.clip) : []), [samples, stimulus]);
  const known = !recording && people.includes(person.trim());
  const total = stimulus ? ticksOf(stimulus.duration) : 0;

  const begin = async (event: FormEvent) => {
    event.preventDefault();
    const video = film.current;
    if (!stimulus || !video || take.current) return;
    const who = person.trim();
    const what = `record ${who} watching ${stimulus.name}`;
    take.current = { person: who, number: people.length + 1, group: crypto.randomUUID(), what, last: -1, kept: 0 };
    setResult(null);
    setKept(0);
    setRecording(true);
    announce(`Recording ${who}. Escape stops it.`);
    video.currentTime = 0;
    try {
      await video.play();
    } catch {
      end();
    }
  };

  const end = () => {
    const done = take.current;
    if (!done) return;
    take.current = null;
    film.current?.pause();
    setRecording(false);
    setPerson('');
    setResult({
      text: done.kept > 0 ? `${done.person}: ${done.kept} of ${total} instants kept.` : `${done.person}: no face kept.`,
      what: done.kept > 0 ? done.what : null,
    });
    // The next person only needs to type a name.
    name.current?.focus();
  };

  useStopKey(recording, end);

  const wish = (): Wish<number> => {
    const current = take.current;
    if (!current || !film.current) return { keep: null };
    const tick = dueTick(1000 * film.current.currentTime, current.last);
    if (tick === null || tick >= total || film.current.paused) return null;
    current.last = tick;
    return { keep: tick };
  };

  const see = ([seen]: Seen[], tick: number | null) => {
    setTrouble(seen?.trouble ?? null);
    const current = take.current;
    if (tick === null || !current || !stimulus || !seen?.face?.stored || seen.trouble) return;
    const { pose, stored } = seen.face;
    const shot = {
      classId: null,
      person: current.person,
      clip: stimulus.clip,
      time: timeOfTick(tick),
      moment: null,
      track: current.number,
      tile: null,
      pose,
      stored,
    };
    if (!keepShots(current.what, [shot], current.group)) return end();
    current.kept += 1;
    setKept(current.kept);
  };

  const problem = useWatch(
    useMemo(() => (camera ? [camera] : []), [camera]),
    { wish, take: see },
  );

  return (
    <div className="guided-body" data-recording={recording}>
      <div className="guided-stage">
        {stimulus && (
          // biome-ignore lint/a11y/useMediaCaption: the user's own file
          <video
            key={stimulus.url}
            ref={film}
            className="guided-film"
            src={stimulus.url}
            aria-label={stimulus.name}
            playsInline
            onEnded={end}
          />
        )}
        <CameraView stream={stream} label="Your camera" mirrored={mirrored} onVideo={setCamera}>
          {trouble && <p className="guided-trouble">{REMEDY[trouble]}</p>}
        </CameraView>
      </div>
      <form className="guided-controls" onSubmit={(event) => void begin(event)}>
        {(problem ?? refusal ?? blocked) && <Notice tone="bad">{problem ?? refusal ?? blocked}</Notice>}
        <div className="guided-row">
          <Button type="button" variant="soft" disabled={recording} onClick={() => void open(sampleStimulus())}>
            <Clapperboard size={15} aria-hidden="true" />
            Sample clip
          </Button>
          <Button type="button" variant="soft" disabled={recording} onClick={() => file.current?.click()}>
            <FileVideo size={15} aria-hidden="true" />
            Choose a video…
          </Button>
          <FileField
            ref={file}
            label="Video to watch"
            accept="video/*,.mkv"
            onFiles={([chosen]) => chosen && void open(fileStimulus(chosen.file))}
          />
        </div>
        {stimulus && (
          <p className="guided-hint">
            <strong>{stimulus.name}</strong>, {(stimulus.duration / 1000).toFixed(0)} s.{' '}
            {people.length === 0 ? 'Nobody has been recorded on it yet.' : `Recorded on it: ${LIST.format(people)}.`}
          </p>
        )}
        <label className="guided-field" htmlFor="guided-watcher">
          <span>Who watches?</span>
          <TextField.Root
            id="guided-watcher"
            ref={name}
            required
            pattern=".*\S.*"
            maxLength={40}
            autoComplete="off"
            readOnly={recording}
            value={person}
            onChange={({ target }) => setPerson(target.value)}
          />
        </label>
        <p className="guided-hint" role="status">
          {known
            ? `${person.trim()} has been recorded on this clip. Let somebody else watch, or delete that recording in Data first.`
            : recording
              ? `${kept} of ${total} instants kept.`
              : `Your face is kept ${TICKS_PER_SECOND} times a second while the clip plays. Only the clip is shown meanwhile, so that you react to it and not to yourself.`}
        </p>
        {/* Two elements: one that turned into a submit button under the pointer would submit at once. */}
        {recording ? (
          <Button key="stop" type="button" size="3" color="red" autoFocus onClick={end}>
            Stop and keep
          </Button>
        ) : (
          <Button key="start" type="submit" size="3" disabled={!stimulus || known || blocked !== null}>
            {people.length > 0 ? 'Record the next person' : 'Play and record'}
          </Button>
        )}
        {result && <Outcome {...result} method="rmfer" missing={rmferMissing(samples)} />}
      </form>
    </div>
  );
}
