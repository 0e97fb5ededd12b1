/** The way to a method's page, from wherever the method is named. */

import { BookOpen } from 'lucide-react';
import { addressOf } from './address.ts';

export function AboutMethod({ method, label }: { method: string; label: string }) {
  return (
    <a className="about-method" href={addressOf(method)}>
      <BookOpen size={14} aria-hidden="true" />
      About this method
      <span className="hidden-visually">: {label}</span>
    </a>
  );
}
