import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';

/** Names of the address bar that place a table within its rows; a new filter begins at its first page again. */
const PLACE = ['apres', 'page'];

/**
 * Filters that live in the address bar, so that a link shows the same rows. `defaults` names each filter and what it is
 * when the address does not say; `undefined` or the default takes it out of the address.
 */
export function useFilters<Name extends string>(
  defaults: Readonly<Record<Name, string>>,
): [Readonly<Record<Name, string>>, (change: Partial<Record<Name, string | null | undefined>>) => void] {
  const [params, setParams] = useSearchParams();
  const names = Object.keys(defaults) as Name[];
  const values = useMemo(
    () =>
      Object.fromEntries(names.map((name) => [name, params.get(name) ?? defaults[name]])) as Record<
        Name,
        string
      >,
    // The defaults of a screen never change.
    [params],
  );
  const change = useCallback(
    (changes: Partial<Record<Name, string | null | undefined>>) => {
      setParams(
        (before) => {
          const after = new URLSearchParams(before);
          for (const name of Object.keys(changes) as Name[]) {
            const value = changes[name];
            if (value === null || value === undefined || value === defaults[name]) after.delete(name);
            else after.set(name, value);
          }
          for (const name of PLACE) after.delete(name);
          return after;
        },
        { replace: true },
      );
    },
    [setParams],
  );
  return [values, change];
}
