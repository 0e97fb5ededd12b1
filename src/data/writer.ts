/** One tab writes, the others are told: a Web Lock decides which, a channel says when there is something new. */

const LOCK = 'mien writer';
const CHANNEL = 'mien collection';

export type Writer = {
  /** Makes this tab the one that writes; the one before is told that it no longer is. */
  takeOver: () => void;
  /** Tells the other tabs that what is stored has changed. */
  announce: () => void;
};

export type WriterEvents = {
  /** This tab has become the one that writes, or has ceased to be. The first call says how it starts. */
  onRole: (writes: boolean) => void;
  /** Another tab has changed what is stored. */
  onChange: () => void;
};

/** Joins the tabs of this browser. A tab that finds another one writing waits, and writes once that one is closed. */
export function joinTabs({ onRole, onChange }: WriterEvents): Writer {
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = onChange;

  const hold = (options: LockOptions) =>
    navigator.locks
      .request(LOCK, options, (lock) => {
        if (!lock) return onRole(false);
        onRole(true);
        return new Promise<void>(() => {});
      })
      // Only a steal ends a held lock.
      .catch(() => {
        onRole(false);
        void hold({});
      });

  void hold({ ifAvailable: true }).then(() => hold({}));
  return {
    takeOver: () => void hold({ steal: true }),
    announce: () => channel.postMessage(null),
  };
}
