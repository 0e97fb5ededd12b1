/** Names of files, as a person's folders or somebody's zip have them: cleaned, and read for what they say. */

import { cleanPath, isClutter, kindOf } from '../../../src/data/fileKind.ts';
import { countViews, viewsOf } from '../../../src/data/multiView.ts';
import { bytesOf, listOf, textOf } from '../draft.ts';
import { type Format, ROOM } from '../format.ts';
import { Fault } from '../judge.ts';

const BETWEEN = '\n';

export const format: Format = {
  name: 'paths',
  door: 'cleanPath, kindOf, viewsOf',
  drafts: [
    ['KDEF/AF01/AF01ANFL.JPG', 'KDEF/AF01/AF01ANS.JPG', 'BM12SAHR.jpg'],
    [
      'Ada/Smile/left.jpg',
      'Ada/Smile/straight.jpg',
      'Ada/Smile/half right.png',
      'Ada/Frown/-45.jpg',
      'Ada/Frown/+90.jpg',
    ],
    ['Ada/Smile/constructor.jpg', 'Ada/Smile/right.jpg', 'Ada/toString/0.jpg'],
    ['C:\\Users\\Ada\\.hidden', '../up.jpg', 'a/./b//c.tar.gz', '__MACOSX/x.jpg', 'mien.json', 'film.MP4'],
  ],
  encode: (tree) => bytesOf(listOf(tree).map(textOf).join(BETWEEN)),
  torn: true,
  read: (bytes) => {
    const clean = Buffer.from(bytes).toString().split(BETWEEN).map(cleanPath);
    const refusals = clean.flatMap(({ refusal }) => refusal ?? []);
    const good = clean.flatMap(({ path, refusal }) => (refusal || isClutter(path) ? [] : [path]));
    const views = viewsOf(good.filter((path) => kindOf(path) === 'picture'));
    for (const { yaw, person } of views.values()) {
      if (typeof yaw !== 'number' || !(Math.abs(yaw) <= 90)) throw new Fault(`an angle of ${String(yaw)}`);
      if (typeof person !== 'string') throw new Fault('a person who is no name');
    }
    return { value: [good, views, countViews(views)], refusals };
  },
  shell: /^$/,
  room: ROOM,
};
