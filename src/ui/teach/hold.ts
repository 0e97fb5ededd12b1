/**
 * Pressing a class's button or key: records from a running video for as long as it is held or for the seconds that were
 * chosen, and takes one sample from a picture or a still frame.
 */

import { readFrame } from '../live/stage.ts';
import { currentView } from '../live/view.ts';
import { getState } from '../store.ts';
import { showToast } from '../toasts.ts';
import { isTimed, startTimed, stopTimed } from './handsFree.ts';
import { startRecording, stopRecording, takeSample } from './recorder.ts';

export function beginHold(classId: string): void {
  const { source, playing, capture } = getState();
  if (!source) return;
  if (source.kind === 'picture' && currentView().faces.length === 0) {
    showToast('There is no face in this picture to take a sample from. Choose another picture, or use the camera.');
    return;
  }
  if (isTimed()) stopTimed();
  else if (source.kind === 'picture') {
    startRecording(classId);
    takeSample(currentView());
    stopRecording();
  } else if (playing && capture.seconds !== null) startTimed(classId, capture.seconds);
  else {
    startRecording(classId);
    readFrame();
  }
}

export function endHold(): void {
  if (!isTimed()) stopRecording();
}
