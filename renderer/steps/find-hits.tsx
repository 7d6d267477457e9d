/** What a search found: whoever can be taken as a choice, the others with the reason why not. */
import { useId } from 'react';
import type { FindHit } from '../../electron/contract/step-panel.ts';
import { Badge } from '../ui/badge.tsx';
import { showGermanDate } from '../ui/german-date.ts';

export interface FindHitsProps {
  hits: readonly FindHit[];
  selected: string | null;
  onSelect(vorgangId: string): void;
}

export function FindHits({ hits, selected, onSelect }: FindHitsProps) {
  const name = useId();
  return (
    <fieldset className="kern-fieldset find-hits">
      <legend className="kern-sr-only">Treffer auswählen</legend>
      {hits.map((hit) => {
        const id = `${name}-${hit.vorgangId}`;
        return (
          <div
            key={hit.vorgangId}
            className={hit.vorgangId === selected ? 'find-hit is-due' : 'find-hit'}
            data-hit-id={hit.vorgangId}
          >
            {hit.refused === null ? (
              <div className="kern-form-check">
                <input
                  className="kern-form-check__radio"
                  type="radio"
                  name={name}
                  id={id}
                  checked={hit.vorgangId === selected}
                  onChange={() => onSelect(hit.vorgangId)}
                  aria-describedby={`${id}-about`}
                />
                <label className="kern-label as-typed" htmlFor={id}>
                  {hit.person || 'Name nicht bekannt'}
                </label>
              </div>
            ) : (
              <p className="find-name kern-body kern-body--bold as-typed">{hit.person || 'Name nicht bekannt'}</p>
            )}
            <div id={`${id}-about`}>
              <p className="kern-body kern-body--small">
                {hit.number} · {hit.serviceTitle} · {showGermanDate(hit.day)}
              </p>
              {hit.notes.map((note) => (
                <p className="kern-body kern-body--small" key={note}>
                  {note}
                </p>
              ))}
              {hit.refused !== null && (
                <p className="find-refused">
                  <Badge tone="warning">nicht möglich</Badge>
                  <span className="kern-body kern-body--small">{hit.refused}</span>
                </p>
              )}
            </div>
          </div>
        );
      })}
    </fieldset>
  );
}
