/** A name that turns into a text field when it is clicked. */

import { NameField } from './NameField.tsx';

type Props = {
  name: string;
  /** What the field is called for screen readers. */
  label: string;
  editing: boolean;
  onEditing: (editing: boolean) => void;
  onRename: (name: string) => void;
};

export function EditableName({ name, label, editing, onEditing, onRename }: Props) {
  if (editing) return <NameField name={name} label={label} onRename={onRename} onClose={() => onEditing(false)} />;
  return (
    <button
      type="button"
      className="editable-name"
      title="Rename"
      aria-label={`${name}, rename`}
      onClick={() => onEditing(true)}
    >
      {name}
    </button>
  );
}
