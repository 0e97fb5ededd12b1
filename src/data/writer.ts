/** One tab writes, the others are told: a Web Lock decides which, a channel says when there is something new. */

const LOCK = 'mien writer';
const CHANNEL = 'mien collection';

/** `wiped`: everything is gone, whatever else a tab still remembers. */
export type News = 'changed' | 'wiped';

export type Tabs = {
  /** Makes this tab the one that writes; the one before is told that it no longer is. */
  takeOver: () => void;
  /** Tells the other tabs what has happened to what is stored. */
  announce: (news: News) => void;
};

export type TabEvents = {
  /** This tab has become the one that writes, or has ceased to be. The first call says how it starts. */
  onRole: (writes: boolean) => void;
  /** What another tab announces. */
  onNews: (news: News) => void;
};

/** Joins the tabs of this browser. A tab that finds another one writing waits, and writes once that one is closed. */
export function joinTabs({ onRole, onNews }: TabEvents): Tabs {
  if (!navigator.locks || !globalThis.BroadcastChannel) {
    // A browser that cannot tell its tabs apart: each writes, as if it were alone.
    onRole(true);
    return { takeOver: () => {}, announce: () => {} };
  }
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = ({ data }: MessageEvent<News>) => onNews(data);
  let writes = false;
  /** Ends the request that waits for its turn. There is never more than one; none while this tab takes over. */
  let waiting = new AbortController();

  /** Asks for the lock; resolves when it was not free, was taken away again, or the request was ended. */
  const ask = (options: LockOptions): Promise<void> =>
    navigator.locks
      .request(LOCK, options, (lock) => {
        if (!lock) return;
        writes = true;
        onRole(true);
        // Held until this tab is closed or another one takes over.
        return new Promise<void>(() => {});
      })
      .catch(() => {});

  const lost = async (): Promise<void> => {
    writes = false;
    onRole(false);
    waiting = new AbortController();
    const { signal } = waiting;
    await ask({ signal });
    if (writes && !signal.aborted) await lost();
  };

  const takeOver = async (): Promise<void> => {
    if (writes || waiting.signal.aborted) return;
    waiting.abort();
    await ask({ steal: true });
    await lost();
  };

  void ask({ ifAvailable: true }).then(lost);
  return { takeOver: () => void takeOver(), announce: (news) => channel.postMessage(news) };
}
