/** One sample large, with all that is known of it; labels and names can be changed, arrows go on. */

import { Button, Dialog, DropdownMenu, IconButton } from '@radix-ui/themes';
import { ChevronDown, ChevronLeft, ChevronRight, Trash2, X } from 'lucide-react';
import type { Sample } from '../../data/schema.ts';
import { splitOf } from '../../data/split.ts';
import { redoChange, undoChange, whyNotChange } from '../library.ts';
import { SamplePicture } from '../parts/SamplePicture.tsx';
import { useStore } from '../store.ts';
import { ClassItems } from './ClassItems.tsx';
import { largeKey, stepLarge } from './galleryKeys.ts';
import { setGallery, useGallery } from './galleryState.ts';
import { returnToGrid } from './gridActions.ts';
import { deleteAndMoveOn, label } from './labelling.ts';
import { NameEdit, NumberEdit } from './SampleEdits.tsx';
import { facts } from './sampleFacts.ts';
import { indexOf } from './selection.ts';

export function SampleDialog({ list }: { list: Sample[] }) {
  const open = useGallery((state) => state.large);
  const focus = useGallery((state) => state.focus);
  const sample = useStore((state) => (open ? state.samples.find(({ id }) => id === focus.id) : undefined));
  const index = indexOf(list, focus);
  const listed = list[index]?.id === focus.id;
  return (
    <Dialog.Root open={sample !== undefined} onOpenChange={(large) => setGallery({ large })}>
      <Dialog.Content
        maxWidth="720px"
        className="large"
        aria-describedby={undefined}
        onKeyDown={(event) => onKey(event, list)}
        onOpenAutoFocus={(event) => {
          event.preventDefault();
          (event.currentTarget as HTMLElement).focus();
        }}
        onCloseAutoFocus={(event) => {
          event.preventDefault();
          returnToGrid();
        }}
      >
        <div className="large-head">
          <Dialog.Title size="4" mb="0">
            Sample
          </Dialog.Title>
          <span className="note" role="status">
            {listed
              ? `${(index + 1).toLocaleString('en')} of ${list.length.toLocaleString('en')}`
              : 'No longer in this list'}
          </span>
          <span className="large-steps">
            <IconButton
              variant="soft"
              aria-label="Previous sample"
              disabled={index <= 0}
              onClick={() => stepLarge(list, -1)}
            >
              <ChevronLeft size={18} />
            </IconButton>
            <IconButton
              variant="soft"
              aria-label="Next sample"
              disabled={index >= list.length - (listed ? 1 : 0)}
              onClick={() => stepLarge(list, 1)}
            >
              <ChevronRight size={18} />
            </IconButton>
            <Dialog.Close>
              <IconButton variant="ghost" aria-label="Close">
                <X size={18} />
              </IconButton>
            </Dialog.Close>
          </span>
        </div>
        {sample && <Large key={sample.id} sample={sample} list={list} />}
      </Dialog.Content>
    </Dialog.Root>
  );
}

function onKey(event: React.KeyboardEvent<HTMLElement>, list: Sample[]): void {
  // React hands on what happens in menus that lie elsewhere on the page.
  if (!(event.target instanceof HTMLElement) || !event.currentTarget.contains(event.target)) return;
  if (event.target.matches('input')) return;
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'z') {
    event.preventDefault();
    if (event.shiftKey) redoChange();
    else undoChange();
  } else largeKey(event, list);
}

function Large({ sample, list }: { sample: Sample; list: Sample[] }) {
  const plan = useStore((state) => state.split);
  const record = useStore((state) => state.classes.find(({ id }) => id === sample.classId));
  const blocked = useStore(whyNotChange);
  const ids = new Set([sample.id]);
  return (
    <div className="large-body">
      <SamplePicture id={sample.id} alt={record ? `Face labelled ${record.name}` : 'Face without a label'} size={320} />
      <div className="large-facts">
        {blocked && <p className="note">{blocked}</p>}
        <div className="large-row">
          <span>Class</span>
          <DropdownMenu.Root modal={false}>
            <DropdownMenu.Trigger disabled={blocked !== null}>
              <Button variant="surface" aria-label={`Class: ${record?.name ?? 'No class'}`}>
                {record && <span className="swatch" style={{ background: record.colour }} aria-hidden="true" />}
                <span className="large-class">{record?.name ?? 'No class'}</span>
                <ChevronDown size={14} aria-hidden="true" />
              </Button>
            </DropdownMenu.Trigger>
            <DropdownMenu.Content>
              <ClassItems onChoose={(chosen) => label(ids, chosen)} />
            </DropdownMenu.Content>
          </DropdownMenu.Root>
        </div>
        <NameEdit what="person" label="Person" sample={sample} blocked={blocked !== null} />
        <NameEdit what="session" label="Session" sample={sample} blocked={blocked !== null} />
        <NumberEdit what="valence" label="Valence" from={-1} sample={sample} blocked={blocked !== null} />
        <NumberEdit what="arousal" label="Arousal" from={-1} sample={sample} blocked={blocked !== null} />
        <NumberEdit what="intensity" label="Intensity" from={0} sample={sample} blocked={blocked !== null} />
        <dl className="large-known">
          {facts(sample, splitOf(sample, plan)).map(({ term, value }) => (
            <div key={term}>
              <dt>{term}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        <Button
          variant="soft"
          color="red"
          disabled={blocked !== null}
          onClick={() => deleteAndMoveOn(list, ids)}
          className="large-delete"
        >
          <Trash2 size={15} aria-hidden="true" />
          Delete
        </Button>
      </div>
    </div>
  );
}
