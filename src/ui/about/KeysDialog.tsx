/** The list of keys, and the switch that turns single-key shortcuts off (WCAG 2.1.4). */

import { Kbd, Switch } from '@radix-ui/themes';
import { KEYS } from '../keys.ts';
import { InfoDialog } from '../parts/InfoDialog.tsx';
import { setPreferences } from '../preferences.ts';
import { setState, useStore } from '../store.ts';

export function KeysDialog() {
  const shortcuts = useStore((state) => state.shortcuts);
  return (
    <InfoDialog name="keys" title="Keyboard" maxWidth="560px">
      <div className="keys">
        {KEYS.map(({ title, keys }) => (
          <section key={title}>
            <h3 className="dialog-heading">{title}</h3>
            <dl>
              {keys.map(({ keys: names, does }) => (
                <div key={does} className="key-row">
                  <dt>
                    {names.map((name) => (name === '…' ? <span key={name}>…</span> : <Kbd key={name}>{name}</Kbd>))}
                  </dt>
                  <dd>{does}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <label className="switch-row" htmlFor="shortcuts">
        <Switch
          id="shortcuts"
          checked={shortcuts}
          onCheckedChange={(on) => {
            setState({ shortcuts: on });
            setPreferences({ shortcuts: on });
          }}
        />
        Single-key shortcuts
      </label>
    </InfoDialog>
  );
}
