/** The class that a guided capture records into; where there is none yet, one can be named. */

import { Select } from '@radix-ui/themes';
import { useStore } from '../store.ts';
import { NewClass } from '../teach/NewClass.tsx';

type Props = { value: string | null; disabled: boolean; onChange: (classId: string) => void };

export function ClassField({ value, disabled, onChange }: Props) {
  const all = useStore((state) => state.classes);
  const classes = all.filter(({ enabled }) => enabled);
  if (classes.length === 0)
    return <NewClass id="guided-class" placeholder="Expression, for example “Smile”" size="2" />;
  return (
    <div className="guided-field">
      <span id="guided-class-label">Expression</span>
      <Select.Root value={value ?? ''} disabled={disabled} onValueChange={onChange}>
        <Select.Trigger aria-labelledby="guided-class-label" placeholder="Choose" />
        <Select.Content position="popper">
          {classes.map(({ id, name }) => (
            <Select.Item key={id} value={id}>
              {name}
            </Select.Item>
          ))}
        </Select.Content>
      </Select.Root>
    </div>
  );
}
