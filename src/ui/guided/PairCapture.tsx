/** Two cameras at once: at each tick a face from either joins one moment, with its yaw and its camera's number. */

import { Button, Select } from '@radix-ui/themes';
import { useMemo, useRef, useState } from 'react';
import type { ExpressionClass } from '../../data/schema.ts';
import type { Face } from '../../vision/protocol.ts';
import { whyNotChange } from '../library.ts';
import { Notice } from '../parts/Notice.tsx';
import { count } from '../parts/words.ts';
import { announce, getState, useStore } from '../store.ts';
import { PersonField } from '../teach/PersonField.tsx';
import { REMEDY } from '../teach/takeSummary.ts';
import { CameraView } from './CameraView.tsx';
import { ClassField } from './ClassField.tsx';
import { keepShots } from './keep.ts';
import { clmexMissing } from './missing.ts';
import { Outcome } from './Outcome.tsx';
import { useStopKey } from './stopKey.ts';
import { useClassChoice } from './useClassChoice.ts';
import { type SecondCamera, useSecondCamera } from './useSecondCamera.ts';
import { type Seen, useWatch } from './watch.ts';
import { degrees } from './yawBins.ts';

/** Between two moments, ms: long enough for a face to look different. */
const TICK_MS = 500;

/** A take ends by itself after so many moments. */
const MOST_MOMENTS = 20;

/** `dueAt`: of the next moment. Times in ms of the page's clock. */
type Take = { record: ExpressionClass; clip: string; what: string; beganAt: number; dueAt: number; moments: number };

const NOBODY: Seen = { face: null, trouble: null };

export function PairCapture({ stream }: { stream: MediaStream }) {
  const mirrored = useStore((state) => state.mirror);
  const blocked = useStore(whyNotChange);
  const samples = useStore((state) => state.samples);
  const second = useSecondCamera(stream);
  const [record, chooseClass] = useClassChoice();
  const [first, setFirst] = useState<HTMLVideoElement | null>(null);
  const [other, setOther] = useState<HTMLVideoElement | null>(null);
  const [now, setNow] = useState<Seen[]>([]);
  const [recording, setRecording] = useState(false);
  const [moments, setMoments] = useState(0);
  const [result, setResult] = useState<{ text: string; what: string | null } | null>(null);
  const take = useRef<Take | null>(null);

  const begin = () => {
    if (!record) return;
    const beganAt = performance.now();
    const what = `record ${record.name} with two cameras`;
    take.current = { record, clip: crypto.randomUUID(), what, beganAt, dueAt: beganAt, moments: 0 };
    setMoments(0);
    setResult(null);
    setRecording(true);
    announce('Recording with two cameras.');
  };

  const end = () => {
    const done = take.current;
    if (!done) return;
    take.current = null;
    setRecording(false);
    const text =
      done.moments > 0
        ? `${count(done.moments, 'moment')} of ${done.record.name} kept, two views each.`
        : 'Nothing kept: both cameras must see your face.';
    setResult({ text, what: done.moments > 0 ? done.what : null });
  };

  useStopKey(recording, end);

  const see = (seen: Seen[], time: number | null) => {
    setNow(seen);
    const current = take.current;
    const faces = seen.flatMap(({ face, trouble }) => (face && trouble === null ? face : []));
    if (!current || time === null || faces.length < seen.length) return;
    if (!keepMoment(current, faces, time)) return end();
    current.moments += 1;
    current.dueAt = current.beganAt + time + TICK_MS;
    setMoments(current.moments);
    if (current.moments >= MOST_MOMENTS) end();
  };

  const problem = useWatch(
    useMemo(() => (first && other ? [first, other] : []), [first, other]),
    {
      wish: () => {
        const at = performance.now();
        return { keep: take.current && at >= take.current.dueAt ? at - take.current.beganAt : null };
      },
      take: see,
    },
  );

  const [one = NOBODY, two = NOBODY] = now;
  return (
    <div className="guided-body">
      <div className="guided-stage guided-pair">
        <CameraView stream={stream} label="First camera" mirrored={mirrored} onVideo={setFirst}>
          <ViewNote number={1} seen={one} />
        </CameraView>
        {second.stream ? (
          <CameraView stream={second.stream} label="Second camera" mirrored={mirrored} onVideo={setOther}>
            <ViewNote number={2} seen={two} />
          </CameraView>
        ) : (
          <p className="guided-view guided-empty">The second camera appears here.</p>
        )}
      </div>
      <div className="guided-controls">
        {(problem ?? blocked) && <Notice tone="bad">{problem ?? blocked}</Notice>}
        <SecondCameraField camera={second} disabled={recording} />
        <ClassField value={record?.id ?? null} disabled={recording} onChange={chooseClass} />
        <PersonField id="guided-person" size="2" />
        <p className="guided-hint" data-live={recording} role="status">
          {recording
            ? `${count(moments, 'moment')} of at most ${MOST_MOMENTS}.`
            : 'Put the cameras at two sides of you and let the expression come and go. Every half second both views are kept as one moment.'}
        </p>
        <Button
          size="3"
          {...(recording && { color: 'red' as const })}
          disabled={!recording && (record === null || blocked !== null || second.stream === null)}
          onClick={recording ? end : begin}
        >
          {recording ? 'Stop' : result ? 'Record more' : 'Start'}
        </Button>
        {result && <Outcome {...result} method="clmex" missing={clmexMissing(samples)} />}
      </div>
    </div>
  );
}

function ViewNote({ number, seen: { face, trouble } }: { number: number; seen: Seen }) {
  return (
    <>
      <span className="guided-tag">
        {number}
        {face && <span> · {degrees(face.pose.yaw)}</span>}
      </span>
      {trouble && <p className="guided-trouble">{REMEDY[trouble]}</p>}
    </>
  );
}

function SecondCameraField({ camera, disabled }: { camera: SecondCamera; disabled: boolean }) {
  const { devices, chosen, choose, problem } = camera;
  return (
    <>
      {problem && (
        <Notice tone="bad">
          <strong>{problem.title}.</strong> {problem.advice}
        </Notice>
      )}
      {devices.length === 0 ? (
        <p className="guided-hint">
          Only one camera is connected. Plug in a second one, or use a phone that your system offers as a camera.
        </p>
      ) : (
        <div className="guided-field">
          <span id="guided-camera-label">Second camera</span>
          <Select.Root value={chosen} disabled={disabled} onValueChange={choose}>
            <Select.Trigger aria-labelledby="guided-camera-label" placeholder="Choose" />
            <Select.Content position="popper">
              {devices.map(({ id, label }) => (
                <Select.Item key={id} value={id}>
                  {label}
                </Select.Item>
              ))}
            </Select.Content>
          </Select.Root>
        </div>
      )}
    </>
  );
}

/** @param time ms into the take @returns whether both faces were kept */
function keepMoment({ record, clip, what }: Take, faces: Face[], time: number): boolean {
  const moment = crypto.randomUUID();
  const { person } = getState().capture;
  const shots = faces.flatMap(({ id, pose, stored }, i) =>
    stored
      ? [
          {
            classId: record.id,
            person,
            clip,
            time: Math.round(time),
            moment,
            track: id,
            tile: i + 1,
            pose,
            stored,
          },
        ]
      : [],
  );
  return keepShots(what, shots, clip);
}
