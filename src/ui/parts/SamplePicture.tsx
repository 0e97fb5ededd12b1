/** A sample's picture, read from the device while it is shown. */

import { useEffect, useState } from 'react';
import { pictureAtHand, wantPicture } from '../pictures.ts';

type Props = { id: string; alt: string; size: number };

export function SamplePicture({ id, alt, size }: Props) {
  const [read, setRead] = useState<{ id: string; url: string | null } | null>(null);
  const url = read?.id === id ? read.url : pictureAtHand(id);
  const missing = read?.id !== id && url === null;
  useEffect(() => (missing ? wantPicture(id, (next) => setRead({ id, url: next })) : undefined), [id, missing]);
  return <img src={url ?? undefined} alt={alt} width={size} height={size} decoding="async" draggable={false} />;
}
