/** A sample's picture, read from the device when it is shown. */

import { useEffect, useState } from 'react';
import { picture, pictureAtHand } from '../pictures.ts';

type Props = { id: string; alt: string; size: number };

export function SamplePicture({ id, alt, size }: Props) {
  const [url, setUrl] = useState(() => pictureAtHand(id));
  useEffect(() => {
    let shown = true;
    setUrl(pictureAtHand(id));
    void picture(id).then((next) => shown && setUrl(next));
    return () => {
      shown = false;
    };
  }, [id]);
  return <img src={url ?? undefined} alt={alt} width={size} height={size} draggable={false} />;
}
