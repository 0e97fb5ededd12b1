/** All files of a drop, a paste or a file field, folders read to their depths, each with its path. Waits, never blocks. */

import { isClutter } from '../../data/fileKind.ts';
import type { Given } from './given.ts';

/** What was chosen in `<input type="file">`, with or without `webkitdirectory`. */
export function chosenFiles(list: FileList | null): Given[] {
  return visible(Array.from(list ?? [], (file) => ({ path: file.webkitRelativePath || file.name, file })));
}

/**
 * What was dropped or pasted. Must be called within the event: after it, the browser has emptied the transfer.
 * Files and folders that cannot be read are left out.
 */
export async function transferredFiles(transfer: DataTransfer): Promise<Given[]> {
  const entries: (FileSystemEntry | File)[] = [];
  for (const item of transfer.items) {
    const found = item.kind === 'file' ? (item.webkitGetAsEntry() ?? item.getAsFile()) : null;
    if (found) entries.push(found);
  }
  const found: Given[] = [];
  for (const entry of entries) {
    if (entry instanceof File) found.push({ path: entry.name, file: entry });
    else await collect(entry, found);
  }
  return visible(found);
}

async function collect(entry: FileSystemEntry, found: Given[]): Promise<void> {
  if (isFile(entry)) {
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject)).catch(() => null);
    // Paths of entries begin with a slash.
    if (file) found.push({ path: entry.fullPath.slice(1), file });
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  while (true) {
    // A hundred at a time, until an empty answer.
    const batch = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject)).catch(
      () => [],
    );
    if (batch.length === 0) return;
    for (const child of batch) await collect(child, found);
  }
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;

/** Without what operating systems leave in folders. */
const visible = (files: Given[]): Given[] => files.filter(({ path }) => !isClutter(path));
