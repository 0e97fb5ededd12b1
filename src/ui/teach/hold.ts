/** Holding a class's button or key: records from a running video, takes one sample from a picture or a still frame. */

import { refused } from '../library.ts';
import { readFrame } from '../live/stage.ts';
import { currentView } from '../live/view.ts';
import { getState } from '../store.ts';
import { showToast } from '../toasts.ts';
import { startRecording, stopRecording, takeSample } from './recorder.ts';

export function beginHold(classId: string): void {
  const { source, classes } = getState();
  if (!source || refused()) return;
  const record = classes.find(({ id }) => id === classId);
  if (record && !record.enabled) {
    showToast(`“${record.name}” is disabled. Enable it in its menu to record into it.`);
    return;
  }
  if (source.kind === 'picture' && currentView().faces.length === 0) {
    showToast('There is no face in this picture to take a sample from. Choose another picture, or use the camera.');
    return;
  }
  startRecording(classId);
  if (source.kind === 'picture') {
    takeSample(currentView().faces, null);
    stopRecording();
  } else readFrame();
}

export function endHold(): void {
  stopRecording();
}
