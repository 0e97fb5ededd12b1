/** Focuses what the pointer pressed without a ring: Radix focuses a pressed tab by script, which browsers take for the keyboard's doing. */

export function focusQuietly({ currentTarget }: React.PointerEvent<HTMLElement>): void {
  const quietly: FocusOptions & { focusVisible: boolean } = { focusVisible: false, preventScroll: true };
  currentTarget.focus(quietly);
}
