/** Why a camera could not be opened, in plain words, and what to do next. Knows no component. */

export type CameraProblem = { title: string; advice: string };

/** Browsers inside other apps that give no camera, by a part of their user agent. */
const IN_APP =
  /FBAN|FBAV|FB_IAB|Instagram|Line\/|MicroMessenger|TikTok|musical_ly|Snapchat|LinkedInApp|Twitter|Pinterest/i;

/** A problem that is there before the browser is even asked; null when nothing speaks against asking. */
export function cameraObstacle(env: {
  userAgent: string;
  secure: boolean;
  hasMediaDevices: boolean;
}): CameraProblem | null {
  if (env.hasMediaDevices) return null;
  if (IN_APP.test(env.userAgent)) {
    return {
      title: 'This app’s built-in browser has no camera access',
      advice: 'Open this page in Safari, Chrome or Firefox: use “Open in browser” in the app’s menu, or copy the link.',
    };
  }
  if (!env.secure) {
    return {
      title: 'The camera needs a secure address',
      advice: 'Browsers open it only for https:// pages and for localhost. Open this page with https:// in front.',
    };
  }
  return {
    title: 'This browser offers no camera',
    advice: 'Update the browser or try another one. Pictures and the sample clip work meanwhile.',
  };
}

/** @param thrown what `getUserMedia` threw; chosen by its DOMException name. @param env `withheld`: by the page around */
export function cameraProblem(thrown: unknown, env: { withheld: boolean }): CameraProblem {
  const name = thrown instanceof Error ? thrown.name : '';
  switch (name) {
    case 'NotAllowedError':
    case 'PermissionDeniedError':
      if (env.withheld) {
        return {
          title: 'The surrounding page does not pass the camera on',
          advice: 'Open Mien in its own tab, or ask the page’s author to add allow="camera" to the frame.',
        };
      }
      return {
        title: 'The camera was not allowed',
        advice:
          'Click the camera or lock symbol beside the address, allow the camera, then try again. If it stays blocked, the system settings may forbid the browser to use the camera.',
      };
    case 'NotFoundError':
    case 'DevicesNotFoundError':
      return {
        title: 'No camera was found',
        advice: 'Connect one, or check that a switch or shutter on the device does not turn it off. Then try again.',
      };
    case 'NotReadableError':
    case 'TrackStartError':
      return {
        title: 'The camera is in use or does not answer',
        advice: 'Close other apps and tabs that use it (a video call, say), or unplug it and plug it in again.',
      };
    case 'OverconstrainedError':
      return {
        title: 'The chosen camera is not there any more',
        advice: 'Choose another camera from the list and try again.',
      };
    case 'SecurityError':
      return {
        title: 'Camera use is switched off for this page',
        advice: 'A browser setting or your organisation forbids it. Another browser or device may work; pictures do.',
      };
    case 'AbortError':
      return {
        title: 'The camera stopped while it was starting',
        advice: 'Try again. If it keeps happening, unplug the camera and plug it in again, or restart the browser.',
      };
    default:
      return {
        title: 'The camera could not be started',
        advice: `Try again, or choose another camera.${thrown instanceof Error && thrown.message ? ` The browser says: ${thrown.message}` : ''}`,
      };
  }
}
