import type { Schema } from '../../../api/api';

export type Version = Schema<'SchemeView'>;

export interface TellingVersion {
  readonly version: Version;
  /** In force on the day, to come, or replaced by a later one. */
  readonly standing: 'now' | 'coming' | 'past';
}

const later = (a: Version, b: Version) => a.from > b.from || (a.from === b.from && a.revision > b.revision);

/** What each version is to the present day: of what begins on one day, the last correction counts. Newest first. */
export function standingsOf(versions: readonly Version[], today: string): TellingVersion[] {
  return [...versions]
    .sort((a, b) => (later(a, b) ? -1 : 1))
    .map((version) => {
      const others = versions.filter(
        ({ activity, id }) => activity === version.activity && id !== version.id,
      );
      const corrected = others.some((each) => each.from === version.from && each.revision > version.revision);
      if (corrected) return { version, standing: 'past' };
      if (version.from > today) return { version, standing: 'coming' };
      const replaced = others.some((each) => each.from <= today && later(each, version));
      return { version, standing: replaced ? 'past' : 'now' };
    });
}
