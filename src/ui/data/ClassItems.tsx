/** The classes as items of a menu, each with the digit that does the same. */

import { DropdownMenu } from '@radix-ui/themes';
import type { ExpressionClass } from '../../data/schema.ts';
import { useStore } from '../store.ts';

export function ClassItems({ onChoose }: { onChoose: (record: ExpressionClass | null) => void }) {
  const classes = useStore((state) => state.classes);
  return (
    <>
      {classes.map((record, i) => (
        <DropdownMenu.Item
          key={record.id}
          {...(i < 9 && { shortcut: String(i + 1) })}
          onSelect={() => onChoose(record)}
        >
          <span className="swatch" style={{ background: record.colour }} aria-hidden="true" />
          {record.name}
        </DropdownMenu.Item>
      ))}
      {classes.length > 0 && <DropdownMenu.Separator />}
      <DropdownMenu.Item shortcut="0" onSelect={() => onChoose(null)}>
        No class
      </DropdownMenu.Item>
    </>
  );
}
