/** A model's link and the ways to send it. */

import { Button, TextField } from '@radix-ui/themes';
import { Check, Copy, Share2 } from 'lucide-react';
import { useId, useState } from 'react';
import { isLocal, linkTo, publicAddress } from './publicAddress.ts';

/** First, where this page is only on the own device, the address of a copy for others. */
export function LinkPart({ fragment, title }: { fragment: string; title: string }) {
  const here = new URL(location.href);
  const local = isLocal(here);
  const [typed, setTyped] = useState('');
  const field = useId();
  const page = local ? publicAddress(typed) : here;
  const link = page && linkTo(page, fragment);
  return (
    <>
      {local && (
        <div className="share-address">
          <label htmlFor={field}>
            Nobody else can open this page at {here.host}. Where is Mien hosted, for those who will get the link?
          </label>
          <TextField.Root
            id={field}
            type="url"
            placeholder="https://example.org/mien/"
            value={typed}
            onChange={({ target }) => setTyped(target.value)}
          />
          {typed !== '' && !page && <p className="note">That is no address that others can open.</p>}
        </div>
      )}
      <div className="share-link">
        <TextField.Root
          readOnly
          aria-label="Link"
          value={link ?? ''}
          disabled={!link}
          onFocus={({ target }) => target.select()}
        />
        <CopyButton link={link} />
        {'share' in navigator && (
          <Button
            variant="soft"
            disabled={!link}
            // Refused or thought better of: the link is still there.
            onClick={() => void navigator.share({ title: `Mien: ${title}`, url: link ?? '' }).catch(() => {})}
          >
            <Share2 size={15} aria-hidden="true" />
            Send…
          </Button>
        )}
      </div>
      {link && (
        <p className="note">{link.length.toLocaleString('en')} characters; some messengers cut links that long.</p>
      )}
    </>
  );
}

function CopyButton({ link }: { link: string | null }) {
  const [copied, setCopied] = useState<string | null>(null);
  const done = copied !== null && copied === link;
  const copy = async () => {
    if (!link) return;
    try {
      await navigator.clipboard.writeText(link);
    } catch {
      // Not allowed here: the user’s own copy of what is selected always is.
      document.querySelector<HTMLInputElement>('.share-link input')?.select();
      return;
    }
    setCopied(link);
  };
  return (
    <Button disabled={!link} onClick={() => void copy()}>
      {done ? <Check size={15} aria-hidden="true" /> : <Copy size={15} aria-hidden="true" />}
      <span aria-live="polite">{done ? 'Copied' : 'Copy'}</span>
    </Button>
  );
}
