/** One sample in the grid: its picture, its class's colour and key, whether it is only judged on, whether it is selected. */

import { Check } from 'lucide-react';
import { memo } from 'react';
import type { ExpressionClass, Sample, Split } from '../../data/schema.ts';
import { SamplePicture } from '../parts/SamplePicture.tsx';
import { sampleName } from './galleryWords.ts';

type Props = {
  sample: Sample;
  /** Place in the list. */
  index: number;
  column: number;
  record: ExpressionClass | undefined;
  /** Number of the class's key; 0 where it has none. */
  digit: number;
  split: Split;
  selected: boolean;
  focused: boolean;
  size: number;
};

const MARKS = { validation: 'V', test: 'T' } as const;

export const GalleryTile = memo(function GalleryTile(props: Props) {
  const { sample, index, column, record, digit, split, selected, focused, size } = props;
  const name = sampleName(sample, record, split);
  return (
    // biome-ignore lint/a11y/useSemanticElements: only the rows in view exist, which a table cannot say
    <div
      role="gridcell"
      className="tile"
      aria-colindex={column + 1}
      aria-selected={selected}
      aria-label={name}
      title={name}
      tabIndex={focused ? 0 : -1}
      data-index={index}
      data-unlabelled={sample.classId === null}
      data-disabled={record?.enabled === false}
      style={{ width: size, height: size, '--class-colour': record?.colour } as React.CSSProperties}
    >
      <SamplePicture id={sample.id} alt="" size={size} />
      {/* Marks, not text: the label says it all in words. */}
      <span className="tile-class" data-mark={digit > 0 && digit <= 9 ? digit : record ? '' : '?'}>
        <span className="tile-colour" />
      </span>
      {split !== 'train' && <span className="tile-split" data-split={split} data-mark={MARKS[split]} />}
      {selected && (
        <span className="tile-check" aria-hidden="true">
          <Check size={13} strokeWidth={3} />
        </span>
      )}
    </div>
  );
});
