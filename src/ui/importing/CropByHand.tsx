/** One skipped picture after the other, each with a square to put around its face. */

import { Button, Dialog, Select, Spinner } from '@radix-ui/themes';
import { useEffect, useState } from 'react';
import type { Skipped, Square } from '../../vision/protocol.ts';
import { errorWords } from '../parts/errorWords.ts';
import { Notice } from '../parts/Notice.tsx';
import { count } from '../parts/words.ts';
import { announce, useStore } from '../store.ts';
import { CropPicture } from './CropPicture.tsx';
import { classSaid, keepCrop, openSkipped, setCropping } from './handCrops.ts';
import { firstSquare } from './square.ts';

const NONE = 'none';

const leave = () => setCropping(null);

export function CropByHand({ skipped }: { skipped: Skipped[] }) {
  const classes = useStore((state) => state.classes);
  const [place, setPlace] = useState(0);
  const [opened, setOpened] = useState<{ path: string; picture: ImageBitmap } | null>(null);
  const [square, setSquare] = useState<Square>({ x: 0, y: 0, side: 1 });
  const [classId, setClassId] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [kept, setKept] = useState(0);
  const path = skipped[place]?.path ?? '';
  const said = skipped[place]?.byHand ?? null;
  // A picture of before is closed already.
  const bitmap = opened?.path === path ? opened.picture : null;

  useEffect(() => {
    let current = true;
    let mine: ImageBitmap | undefined;
    setProblem(null);
    setClassId((last) => (said && classSaid(said)) ?? last);
    openSkipped(path).then(
      (picture) => {
        if (!current) return picture.close();
        mine = picture;
        setSquare(firstSquare(picture));
        setOpened({ path, picture });
      },
      (thrown) => current && setProblem(errorWords(thrown)),
    );
    return () => {
      current = false;
      mine?.close();
    };
  }, [path, said]);

  const next = () => (place + 1 < skipped.length ? setPlace(place + 1) : leave());
  const take = async () => {
    if (!bitmap || !said || busy) return;
    setBusy(true);
    try {
      if (!(await keepCrop(path, said, square, classId))) return;
      setKept(kept + 1);
      next();
    } catch (thrown) {
      setProblem(errorWords(thrown));
    } finally {
      setBusy(false);
    }
  };
  useEffect(() => announce(`Picture ${place + 1} of ${skipped.length}.`), [place, skipped.length]);

  return (
    <div className="crop-by-hand">
      <Dialog.Title>
        Crop by hand <span className="crop-place">{`${place + 1} of ${skipped.length}`}</span>
      </Dialog.Title>
      <p className="note import-current">{path}</p>
      {problem && (
        <div role="alert">
          <Notice tone="bad">{problem}</Notice>
        </div>
      )}
      {bitmap ? (
        <CropPicture key={path} bitmap={bitmap} square={square} onSquare={setSquare} onTake={() => void take()} />
      ) : (
        <div className="crop-waiting">{!problem && <Spinner />}</div>
      )}
      <div className="crop-choices">
        <Select.Root value={classId ?? NONE} onValueChange={(id) => setClassId(id === NONE ? null : id)}>
          <Select.Trigger aria-label="Class of this face" />
          <Select.Content position="popper">
            <Select.Item value={NONE}>Without a class</Select.Item>
            {classes.map(({ id, name }) => (
              <Select.Item key={id} value={id}>
                {name}
              </Select.Item>
            ))}
          </Select.Content>
        </Select.Root>
        <p className="note">{kept > 0 && `${count(kept, 'face')} kept.`}</p>
      </div>
      <p className="note">
        A face that is cropped by hand has no landmarks: steps of a method that need its eyes and mouth pass it by.
      </p>
      <div className="dialog-actions">
        <Button variant="soft" onClick={leave}>
          Back
        </Button>
        <Button variant="soft" onClick={next}>
          Leave out
        </Button>
        <Button disabled={!bitmap || busy} onClick={() => void take()}>
          Keep this face
        </Button>
      </div>
    </div>
  );
}
