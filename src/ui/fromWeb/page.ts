/**
 * The page that fetches a project from another site: the only one whose policy lets it. It says what and from where,
 * waits for a yes, and hands the file to the app, which asks again. It runs none of the app's code beside its own.
 */

import '../styles/fromWeb.css';
import { HANDED, handOn } from '../../data/handed.ts';
import { toAppError } from '../../rpc/appError.ts';
import { megabytes } from '../parts/words.ts';
import { fetchFile, fileName, LARGEST_FETCHED, wantedAddress } from './fetchFile.ts';

function part<T extends HTMLElement = HTMLElement>(id: string): T {
  const found = document.getElementById(id);
  if (!found) throw new Error(`The page has no #${id}.`);
  return found as T;
}

const progress = part<HTMLProgressElement>('progress');
const [yes, stop] = [part<HTMLButtonElement>('fetch'), part<HTMLButtonElement>('stop')];

function say(id: 'what' | 'status' | 'problem' | 'name' | 'host' | 'address', text: string): void {
  part(id).textContent = text;
}

function shown(visible: boolean, ...ids: string[]): void {
  for (const id of ids) part(id).hidden = !visible;
}

function begin(): void {
  try {
    const url = wantedAddress(location.search);
    say(
      'what',
      `Somebody sent you a link to a file for Mien. It is fetched if you say so, up to ${LARGEST_FETCHED / 1e6} MB.`,
    );
    say('name', fileName(url));
    say('host', url.host);
    say('address', url.href);
    shown(true, 'facts', 'privacy', 'fetch');
    yes.addEventListener('click', () => void fetched(url));
  } catch (thrown) {
    say('what', '');
    say('problem', toAppError(thrown).message);
  }
}

async function fetched(url: URL): Promise<void> {
  const controller = new AbortController();
  const end = () => controller.abort();
  stop.addEventListener('click', end, { once: true });
  say('problem', '');
  say('status', `Fetching from ${url.host}…`);
  progress.removeAttribute('value');
  shown(true, 'progress', 'stop');
  shown(false, 'fetch');
  try {
    const file = await fetchFile(url, {
      signal: controller.signal,
      onBytes: (done, total) => {
        say('status', total === null ? `${megabytes(done)} so far` : `${megabytes(done)} of ${megabytes(total)}`);
        if (total !== null) Object.assign(progress, { max: total, value: Math.min(done, total) });
      },
    });
    await handOn(file);
    location.replace(new URL(`./${HANDED}`, location.href.split('?')[0]));
  } catch (thrown) {
    const { code, message } = toAppError(thrown);
    say('status', code === 'aborted' ? 'Stopped. Nothing was kept.' : '');
    say('problem', code === 'aborted' ? '' : `${message} Nothing of yours was changed.`);
    shown(false, 'progress', 'stop');
    shown(true, 'fetch');
    yes.textContent = 'Try again';
  } finally {
    stop.removeEventListener('click', end);
  }
}

begin();
