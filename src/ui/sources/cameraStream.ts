/** Holds the one open camera stream, so that whoever shows something else can end it. Asks for nothing. */

let stream: MediaStream | null = null;

/** Takes the stream over from the one before, which ends. */
export function holdStream(next: MediaStream): void {
  closeCamera();
  stream = next;
}

/** The running camera's stream, or null. */
export const heldStream = (): MediaStream | null => stream;

export const isHeld = (candidate: MediaStream): boolean => candidate === stream;

/** Ends the camera: its light goes off. */
export function closeCamera(): void {
  const old = stream;
  stream = null;
  for (const track of old?.getTracks() ?? []) track.stop();
}

/** The device that the running camera is, or null. */
export const cameraDevice = (): string | null => stream?.getVideoTracks()[0]?.getSettings().deviceId ?? null;
