/** The frame of a dialog that is read and closed: its title, its way out, and its place in the store. */

import { Button, Dialog } from '@radix-ui/themes';
import type { ReactNode } from 'react';
import { type DialogName, setState, useStore } from '../store.ts';

type Props = {
  name: DialogName;
  title: string;
  /** What a screen reader says first; a dialog may go without. */
  description?: ReactNode;
  maxWidth: string;
  className?: string;
  children: ReactNode;
};

export function InfoDialog({ name, title, description, maxWidth, className, children }: Props) {
  const open = useStore((state) => state.dialog === name);
  return (
    <Dialog.Root open={open} onOpenChange={(next) => setState({ dialog: next ? name : null })}>
      <Dialog.Content
        maxWidth={maxWidth}
        {...(className && { className })}
        {...(!description && { 'aria-describedby': undefined })}
      >
        <Dialog.Title>{title}</Dialog.Title>
        {description && <Dialog.Description size="3">{description}</Dialog.Description>}
        {children}
        <div className="dialog-actions">
          <Dialog.Close>
            <Button variant="soft">Close</Button>
          </Dialog.Close>
        </div>
      </Dialog.Content>
    </Dialog.Root>
  );
}
