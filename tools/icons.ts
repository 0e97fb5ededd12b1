/** `npm run icons`: draws the icons of the installed app from public/favicon.svg. */

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import sharp from 'sharp';

/** Of the drawing's own dark square: what a mask cuts off must not be empty. */
const GROUND = '#21201c';

/** File name → side, px, and the share of it that the drawing fills. Systems may cut a maskable icon to a circle of 80 %. */
const ICONS = {
  '192.png': { side: 192, share: 1 },
  '512.png': { side: 512, share: 1 },
  'maskable.png': { side: 512, share: 0.75 },
  'apple-touch.png': { side: 180, share: 0.88 },
};

export async function main(): Promise<void> {
  const drawing = await readFile('public/favicon.svg');
  await mkdir('public/icons', { recursive: true });
  for (const [name, { side, share }] of Object.entries(ICONS)) {
    const inner = Math.round(side * share);
    const picture = await sharp(drawing, { density: (72 * inner) / 32 })
      .resize(inner, inner)
      .png()
      .toBuffer();
    const background = share < 1 ? GROUND : { r: 0, g: 0, b: 0, alpha: 0 };
    const icon = sharp({ create: { width: side, height: side, channels: 4, background } }).composite([
      { input: picture },
    ]);
    await writeFile(`public/icons/${name}`, await icon.png({ palette: true }).toBuffer());
  }
}
