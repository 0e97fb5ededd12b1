/** The directions of a turning head as a row that fills with their sharpest views. */

import { useEffect, useState } from 'react';
import { binOf, degrees, type Turn, YAW_BINS } from './yawBins.ts';

type View = { yaw: number; sharpness: number; stored: { jpeg: Blob } };

type Props = {
  turn: Turn<View>;
  /** Where the head is now, degrees; null while there is no face. */
  yaw: number | null;
  /** Follows the mirrored picture: what turns to its right fills to the right. */
  mirrored: boolean;
};

export function YawStrip({ turn, yaw, mirrored }: Props) {
  const now = yaw === null ? null : binOf(yaw);
  const bins = YAW_BINS.map((centre, bin) => ({ centre, bin }));
  return (
    <div className="yaw-strip" role="img" aria-label={`${turn.size} of ${YAW_BINS.length} directions seen`}>
      {(mirrored ? bins.reverse() : bins).map(({ centre, bin }) => {
        const view = turn.get(bin);
        return (
          <span key={centre} className="yaw-bin" data-seen={view !== undefined} data-now={bin === now}>
            <span className="yaw-picture">{view && <JpegPicture jpeg={view.stored.jpeg} />}</span>
            <span className="yaw-degrees">{degrees(centre)}</span>
          </span>
        );
      })}
    </div>
  );
}

function JpegPicture({ jpeg }: { jpeg: Blob }) {
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    const made = URL.createObjectURL(jpeg);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [jpeg]);
  return <img src={url} alt="" draggable={false} />;
}
