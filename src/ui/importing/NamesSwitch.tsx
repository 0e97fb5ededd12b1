/** Whether file names that say person, expression and angle are read. */

import { Switch } from '@radix-ui/themes';

type Props = { on: boolean; onChange: (on: boolean) => void };

export function NamesSwitch({ on, onChange }: Props) {
  return (
    <div className="import-switch">
      <label htmlFor="import-names">
        <Switch
          id="import-names"
          size="1"
          checked={on}
          aria-describedby="import-names-does"
          onCheckedChange={onChange}
        />
        Read person, expression and angle from names
      </label>
      <p id="import-names-does" className="note">
        Names like AF01ANFL.jpg (KDEF) or person/expression/angle.jpg, the angle in degrees or as left, half left,
        straight, half right, right. Off: folders are classes.
      </p>
    </div>
  );
}
