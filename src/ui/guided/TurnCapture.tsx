/** “Hold the expression and turn your head”: the sharpest view of each direction joins one moment. */

import { Button } from '@radix-ui/themes';
import { useMemo, useRef, useState } from 'react';
import type { ExpressionClass } from '../../data/schema.ts';
import type { Face, StoredFace } from '../../vision/protocol.ts';
import { whyNotChange } from '../library.ts';
import { Notice } from '../parts/Notice.tsx';
import { count } from '../parts/words.ts';
import { announce, getState, useStore } from '../store.ts';
import { PersonField } from '../teach/PersonField.tsx';
import type { SkipReason } from '../teach/smartCapture.ts';
import { REMEDY } from '../teach/takeSummary.ts';
import { CameraView } from './CameraView.tsx';
import { ClassField } from './ClassField.tsx';
import { keepShots } from './keep.ts';
import { clmexMissing } from './missing.ts';
import { Outcome } from './Outcome.tsx';
import { useStopKey } from './stopKey.ts';
import { useClassChoice } from './useClassChoice.ts';
import { type Seen, useWatch } from './watch.ts';
import { YawStrip } from './YawStrip.tsx';
import { isComplete, spanWords, type Turn, turnHint, withView, YAW_BINS } from './yawBins.ts';

/** A take that is complete ends by itself, but not before this: a fast turn blurs, ms. */
const SHORTEST_MS = 4_000;
/** It ends with what there is after this, ms. */
const LONGEST_MS = 30_000;

/** One view alone would have nothing to be compared with. */
const FEWEST_VIEWS = 2;

type View = { yaw: number; sharpness: number; time: number; face: Face; stored: StoredFace };
type Take = { record: ExpressionClass; beganAt: number; turn: Turn<View> };
type Result = { text: string; what: string | null };

const NO_VIEWS: Turn<View> = new Map();

export function TurnCapture({ stream }: { stream: MediaStream }) {
  const mirrored = useStore((state) => state.mirror);
  const blocked = useStore(whyNotChange);
  const samples = useStore((state) => state.samples);
  const [record, chooseClass] = useClassChoice();
  const [video, setVideo] = useState<HTMLVideoElement | null>(null);
  const [now, setNow] = useState<{ yaw: number | null; trouble: SkipReason | null }>({ yaw: null, trouble: null });
  const [turn, setTurn] = useState(NO_VIEWS);
  const [recording, setRecording] = useState(false);
  const [result, setResult] = useState<Result | null>(null);
  const take = useRef<Take | null>(null);

  const begin = () => {
    if (!record || blocked) return;
    take.current = { record, beganAt: performance.now(), turn: NO_VIEWS };
    setTurn(NO_VIEWS);
    setResult(null);
    setRecording(true);
    announce(turnHint(NO_VIEWS));
  };

  const end = () => {
    if (!take.current) return;
    setResult(kept(take.current));
    take.current = null;
    setRecording(false);
  };

  useStopKey(recording, end);

  const see = ([seen]: Seen[], time: number | null) => {
    if (!seen) return;
    const { face, trouble } = seen;
    setNow({ yaw: face?.pose.yaw ?? null, trouble });
    const current = take.current;
    if (!current || time === null) return;
    if (face?.stored && trouble === null) {
      const view = { yaw: face.pose.yaw, sharpness: face.quality.sharpness, time, face, stored: face.stored };
      const next = withView(current.turn, view);
      if (next.size > current.turn.size) announce(`${next.size} of ${YAW_BINS.length}. ${turnHint(next)}`);
      current.turn = next;
      setTurn(next);
    }
    if (time >= LONGEST_MS || (time >= SHORTEST_MS && isComplete(current.turn))) end();
  };

  const problem = useWatch(
    useMemo(() => (video ? [video] : []), [video]),
    {
      wish: () => ({ keep: take.current && performance.now() - take.current.beganAt }),
      take: see,
    },
  );

  return (
    <div className="guided-body">
      <div className="guided-stage">
        <CameraView stream={stream} label="Your camera" mirrored={mirrored} onVideo={setVideo}>
          {now.trouble && <p className="guided-trouble">{REMEDY[now.trouble]}</p>}
        </CameraView>
        <YawStrip turn={turn} yaw={now.yaw} mirrored={mirrored} />
      </div>
      <div className="guided-controls">
        {(problem ?? blocked) && <Notice tone="bad">{problem ?? blocked}</Notice>}
        <ClassField value={record?.id ?? null} disabled={recording} onChange={chooseClass} />
        <PersonField id="guided-person" size="2" />
        <p className="guided-hint" data-live={recording}>
          {recording
            ? turnHint(turn)
            : 'Hold the expression and turn your head slowly, as far as you like, to both sides. The sharpest view of each direction is kept.'}
        </p>
        <Button
          size="3"
          {...(recording && { color: 'red' as const })}
          disabled={!recording && (record === null || blocked !== null)}
          onClick={recording ? end : begin}
        >
          {recording ? 'Stop and keep' : result ? 'Record another' : 'Start'}
        </Button>
        {result && <Outcome {...result} method="clmex" missing={clmexMissing(samples)} />}
      </div>
    </div>
  );
}

/** Keeps the views of a take as one moment. */
function kept({ record, turn }: Take): Result {
  const views = [...turn.values()];
  if (views.length < FEWEST_VIEWS) {
    return { text: 'Nothing kept: turn your head, so that two directions or more are seen.', what: null };
  }
  const [clip, moment] = [crypto.randomUUID(), crypto.randomUUID()];
  const { person } = getState().capture;
  const what = `record ${count(views.length, 'view')} of ${record.name}`;
  const shots = views.map(({ face: { id, pose }, stored, time }) => ({
    classId: record.id,
    person,
    clip,
    time: Math.round(time),
    moment,
    track: id,
    tile: null,
    pose,
    stored,
  }));
  if (!keepShots(what, shots, clip)) return { text: 'Nothing kept.', what: null };
  return { text: `${count(views.length, 'view')} of ${record.name} kept, from ${spanWords(turn)}.`, what };
}
