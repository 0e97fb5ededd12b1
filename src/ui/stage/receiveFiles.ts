/** What becomes of files given to the live view: a picture or a video is recognised, everything else is imported. */

import { type Given, givenKind } from '../importing/given.ts';
import { openImport } from '../importing/openImport.ts';
import { recogniseFilm, recognisePictures } from '../recognise/recognise.ts';
import { dropPicture, showPicture } from '../sources/picture.ts';

/** Dropped or pasted: several pictures are recognised; folders, zips and tables hold samples. */
export function receiveFiles(files: Given[]): void {
  const [first] = files;
  const inFolder = files.some(({ path }) => path.includes('/'));
  if (first && files.length === 1 && !inFolder && ['picture', 'video', 'other'].includes(givenKind(first))) {
    recogniseOne(first);
  } else if (!inFolder && files.every((given) => givenKind(given) === 'picture')) recogniseMany(files);
  else openImport(files);
}

/** Chosen by the button for pictures and videos, or as a folder of them: recognised in every case. */
export function recogniseFiles(files: Given[]): void {
  const [first] = files;
  if (first && files.length === 1) recogniseOne(first);
  else if (first) recogniseMany(files.filter((given) => ['picture', 'video'].includes(givenKind(given))));
}

/** What is neither is tried as a picture, which says what is wrong with it. */
function recogniseOne(given: Given): void {
  void (givenKind(given) === 'video' ? recogniseFilm(given.file) : showPicture(given.file));
}

function recogniseMany(files: Given[]): void {
  dropPicture();
  void recognisePictures(files);
}
