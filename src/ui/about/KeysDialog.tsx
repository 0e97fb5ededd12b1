/** The list of keys, and the switch that turns single-key shortcuts off (WCAG 2.1.4). */

import { Button, Dialog, Kbd, Switch } from '@radix-ui/themes';
import { KEYS } from '../keys.ts';
import { setPreferences } from '../preferences.ts';
import { setState, useStore } from '../store.ts';

export function KeysDialog() {
  const open = useStore((state) => state.dialog === 'keys');
  const shortcuts = useStore((state) => state.shortcuts);
  return (
    <Dialog.Root open={open} onOpenChange={(next) => setState({ dialog: next ? 'keys' : null })}>
      <Dialog.Content maxWidth="560px" aria-describedby={undefined}>
        <Dialog.Title>Keyboard</Dialog.Title>
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
        <div className="dialog-actions">
          <Dialog.Close>
            <Button variant="soft">Close</Button>
          </Dialog.Close>
        </div>
      </Dialog.Content>
    </Dialog.Root>
  );
}
