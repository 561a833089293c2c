/**
 * Every page of a list, for an export. `read` asks the API for the page at `place` (a cursor or a page number) and says
 * where the next one is; nothing there ends it.
 */
export async function* everyPage<Row, Place>(
  first: Place,
  read: (place: Place) => Promise<{ readonly rows: readonly Row[]; readonly next: Place | null | undefined }>,
): AsyncGenerator<readonly Row[]> {
  for (let place: Place | null | undefined = first; place !== null && place !== undefined;) {
    const { rows, next } = await read(place);
    yield rows;
    place = next;
  }
}

/** The same for a list that is paged by number; `size` rows are read at once. */
export function everyNumberedPage<Row>(
  size: number,
  read: (page: number) => Promise<{ readonly items: readonly Row[]; readonly total: number }>,
): AsyncGenerator<readonly Row[]> {
  return everyPage(1, async (page: number) => {
    const { items, total } = await read(page);
    return { rows: items, next: page * size < total ? page + 1 : null };
  });
}
