/** How a session is called on the page. */

const DATE = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });

/** Recorded sessions end in an id, which says nothing to anybody. */
const ID = / [0-9a-f]{8}-[0-9a-f-]{27}$/;

/** The session's own name; where that is an id, when it began. @param from when its first sample was recorded, ms */
export const sessionName = (session: string, from: number): string =>
  ID.test(session) ? `${session.replace(ID, '')}, ${DATE.format(from)}` : session;
