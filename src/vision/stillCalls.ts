/** The call that reads a picture. */

import type { Handlers } from '../rpc/protocol.ts';
import { withTransfer } from '../rpc/server.ts';
import { decodePicture } from './decodePicture.ts';
import { describe } from './describe.ts';
import type { Shared } from './engine.ts';
import type { VisionCalls } from './protocol.ts';
import { facesOfPicture } from './still.ts';

export const stillCalls = ({ engine, inTurn }: Shared): Pick<Handlers<VisionCalls>, 'picture'> => ({
  picture: ({ file, keepColour }) =>
    inTurn(async () => {
      const { finder, cropper } = engine();
      const bitmap = await decodePicture(file);
      const start = performance.now();
      const found = facesOfPicture(finder, bitmap);
      const middle = performance.now();
      const cropped = found.map((face, index) => ({
        ...face,
        ...cropper(bitmap, face.mesh),
        id: index + 1,
        smoothBox: face.box,
        fresh: true,
      }));
      const timings = { detect: middle - start, crop: performance.now() - middle };
      const faces = await Promise.all(cropped.map((face) => describe(face, keepColour)));
      return withTransfer({ width: bitmap.width, height: bitmap.height, faces, timings, bitmap }, [bitmap]);
    }),
});
