/** The gallery's head: undo and redo with what they would do, the order, selecting by touch, and what is kept where. */

import { Button, IconButton, SegmentedControl } from '@radix-ui/themes';
import { Redo2, Undo2 } from 'lucide-react';
import { redoChange, undoChange, whyNotChange } from '../library.ts';
import { SavedLine } from '../parts/SavedLine.tsx';
import { useStore } from '../store.ts';
import type { Order } from './filterSamples.ts';
import { clearSelection, setGallery, useGallery } from './galleryState.ts';

export function GalleryHead() {
  const undo = useStore((state) => state.undo);
  const redo = useStore((state) => state.redo);
  const blocked = useStore(whyNotChange);
  const empty = useStore((state) => state.samples.length === 0);
  const order = useGallery((state) => state.order);
  const selecting = useGallery((state) => state.selecting);
  return (
    <header className="gallery-head">
      <h2 id="gallery-title">Samples</h2>
      <SavedLine />
      <span className="gallery-tools">
        {!empty && (
          <>
            <SegmentedControl.Root
              size="1"
              value={order}
              aria-label="Order"
              onValueChange={(next) => setGallery({ order: next as Order })}
            >
              <SegmentedControl.Item value="newest">Newest</SegmentedControl.Item>
              <SegmentedControl.Item value="class">By class</SegmentedControl.Item>
            </SegmentedControl.Root>
            <Button
              size="1"
              variant={selecting ? 'solid' : 'surface'}
              aria-pressed={selecting}
              onClick={() => (selecting ? clearSelection() : setGallery({ selecting: true }))}
            >
              Select
            </Button>
          </>
        )}
        <IconButton
          size="1"
          variant="ghost"
          aria-label={undo ? `Undo: ${undo}` : 'Undo'}
          title={blocked ?? (undo ? `Undo: ${undo} (Ctrl+Z)` : 'Nothing to undo')}
          disabled={undo === null || blocked !== null}
          onClick={undoChange}
        >
          <Undo2 size={16} />
        </IconButton>
        <IconButton
          size="1"
          variant="ghost"
          aria-label={redo ? `Redo: ${redo}` : 'Redo'}
          title={blocked ?? (redo ? `Redo: ${redo} (Ctrl+Shift+Z)` : 'Nothing to redo')}
          disabled={redo === null || blocked !== null}
          onClick={redoChange}
        >
          <Redo2 size={16} />
        </IconButton>
      </span>
    </header>
  );
}
