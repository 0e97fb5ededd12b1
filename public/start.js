// A plain script, because it must run where module scripts do not: says why the page's own script did not start. It must
// not know the page. Servers name a file's type; browsers refuse module scripts and style sheets with a wrong one.
(() => {
  const say = (...lines) => {
    let notice = document.getElementById('loading');
    // The page runs, and lacks its styles.
    if (!notice) {
      notice = document.createElement('div');
      document.body.prepend(notice);
    }
    notice.replaceChildren(
      ...lines.map((text) => Object.assign(document.createElement('p'), { textContent: text })),
    );
    notice.setAttribute('role', 'alert');
  };

  const onFile = () =>
    say(
      'Mien cannot run from a file: browsers keep scripts and workers from pages that no server sends.',
      'In the folder that holds this page, run “npx serve” or “python3 -m http.server 8000”, then open the address that it ' +
        'shows, such as http://localhost:8000. Any static web host does as well.',
    );

  const wanted = [
    ['script[type=module]', 'text/javascript', /^(text|application)\/(x-)?(java|ecma)script/],
    ['link[rel=stylesheet]', 'text/css', /^text\/css/],
  ];

  async function problemOf(url, type, pattern) {
    const path = decodeURI(new URL(url).pathname);
    const reply = await fetch(url).catch(() => null);
    if (!reply) return `${path} could not be loaded. Check the connection and reload the page.`;
    if (!reply.ok) return `${path} is missing on this server (status ${reply.status}). Publish the whole build.`;
    const given = reply.headers.get('content-type') ?? 'no type at all';
    if (pattern.test(given)) return null;
    return `This server sends ${path} as ${given}; browsers take it only as ${type}. Set that type for files that end in ${path.slice(path.lastIndexOf('.'))}.`;
  }

  async function explain() {
    const checks = wanted.flatMap(([selector, type, pattern]) =>
      [...document.querySelectorAll(selector)].map((element) => problemOf(element.src || element.href, type, pattern)),
    );
    const problems = (await Promise.all(checks)).filter((problem) => problem !== null);
    if (problems.length === 0) {
      problems.push('Its files are there, but this browser did not run them. Update it, or try another one.');
    }
    say('Mien could not start as it should.', ...problems);
  }

  if (location.protocol === 'file:') {
    document.addEventListener('DOMContentLoaded', onFile);
    return;
  }

  const failed = ({ target }) => {
    if (target instanceof HTMLScriptElement || target instanceof HTMLLinkElement) explain();
  };
  // A failed element's error event does not rise: it is caught on its way down. What comes later, the page sees to.
  addEventListener('error', failed, true);
  addEventListener('load', () => {
    removeEventListener('error', failed, true);
    // A refused style sheet fails in silence, and is empty.
    const sheets = [...document.querySelectorAll('link[rel=stylesheet]')].map(({ sheet }) => sheet);
    if (sheets.some((sheet) => !sheet?.cssRules.length)) explain();
  });
})();
