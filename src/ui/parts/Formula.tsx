/** A formula in one line of text, with its subscripts set as such. Knows no method. */

import { pieces } from './subscripts.ts';

export function Formula({ text }: { text: string }) {
  return pieces(text).map((piece, i) => (piece.sub ? <sub key={i}>{piece.text}</sub> : piece.text));
}
