import { useSessionStorage } from '@mantine/hooks';

/** Held documents of a proposal that the person lets through, by position, with the reason. */
export type Releases = Readonly<Record<number, string>>;

export interface PendingReleases {
  readonly releases: Releases;
  add(positions: readonly number[], reason: string): void;
  withdraw(position: number): void;
  clear(): void;
}

/** They go with the approval; until then the browser's tab keeps them, also when the page is loaded again. */
export function usePendingReleases(digest: string): PendingReleases {
  const [releases, keep] = useSessionStorage<Releases>({
    key: `intendance.releases.${digest}`,
    defaultValue: {},
    getInitialValueInEffect: false,
  });
  return {
    releases,
    add: (positions, reason) =>
      keep({ ...releases, ...Object.fromEntries(positions.map((position) => [position, reason])) }),
    withdraw: (position) =>
      keep(Object.fromEntries(Object.entries(releases).filter(([each]) => Number(each) !== position))),
    clear: () => keep({}),
  };
}
