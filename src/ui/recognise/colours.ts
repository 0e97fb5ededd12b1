/** The colours of classes as lines and patches on paper: darker in the light theme, so that yellow is seen there too. */

/** A CSS colour; the theme decides (recognise.css), so canvases must resolve it with `resolved`. */
export const inked = (colour: string): string => `color-mix(in oklab, ${colour} var(--ink-share), var(--gray-12))`;

/** The same as a canvas takes it, by the theme that `element` is in. */
export function resolved(colour: string, element: Element): string {
  const style = getComputedStyle(element);
  return `color-mix(in oklab, ${colour} ${style.getPropertyValue('--ink-share')}, ${style.getPropertyValue('--gray-12')})`;
}
