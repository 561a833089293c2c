import { Button, Group, Pagination, Text } from '@mantine/core';
import { useNavigate } from 'react-router';
import { texts } from '../../i18n/texts';
import type { TablePlace } from './table-place';

const sentences = texts(
  'pages',
  {
    first: 'Première page',
    previous: 'Page précédente',
    next: 'Page suivante',
    last: 'Dernière page',
    page: 'Page {{page}}',
    back: 'Précédentes',
    further: 'Suivantes',
    total_one: '{{count}} ligne',
    total_other: '{{count}} lignes',
  },
  {
    first: 'First page',
    previous: 'Previous page',
    next: 'Next page',
    last: 'Last page',
    page: 'Page {{page}}',
    back: 'Previous',
    further: 'Next',
    total_one: '{{count}} row',
    total_other: '{{count}} rows',
  },
);

/** The API pages by number when it knows the total, by cursor when rows keep coming in. */
export type Paging =
  | { readonly kind: 'pages'; readonly total: number; readonly size: number }
  | { readonly kind: 'cursor'; readonly next: string | number | null | undefined };

interface PagesProps {
  readonly paging: Paging;
  readonly place: TablePlace;
}

export function Pages({ paging, place }: PagesProps) {
  return paging.kind === 'pages' ? (
    <NumberedPages total={paging.total} size={paging.size} place={place} />
  ) : (
    <CursorPages next={paging.next} place={place} />
  );
}

function NumberedPages({ total, size, place }: { total: number; size: number; place: TablePlace }) {
  const t = sentences.use();
  const pages = Math.ceil(total / size);
  return (
    <Group gap="sm" data-print="hide">
      <Text size="sm" c="dimmed">
        {t('total', { count: total })}
      </Text>
      {pages > 1 && (
        <Pagination
          size="sm"
          total={pages}
          value={place.page}
          onChange={place.goToPage}
          getControlProps={(control) => ({ 'aria-label': t(control) })}
          getItemProps={(page) => ({ 'aria-label': t('page', { page }) })}
        />
      )}
    </Group>
  );
}

/** Rows that come in meanwhile move no page: it begins after a row, not at a number. Going back is the browser's. */
function CursorPages({ next, place }: { next: string | number | null | undefined; place: TablePlace }) {
  const t = sentences.use();
  const navigate = useNavigate();
  const more = next !== null && next !== undefined;
  if (!more && !place.after) return null;
  return (
    <Group gap="xs" data-print="hide">
      {place.after && (
        <Button variant="default" size="xs" onClick={() => place.goAfter(undefined)}>
          {t('first')}
        </Button>
      )}
      {place.after && place.cameFromPage && (
        <Button variant="default" size="xs" onClick={() => void navigate(-1)}>
          {t('back')}
        </Button>
      )}
      <Button variant="default" size="xs" disabled={!more} onClick={() => place.goAfter(String(next))}>
        {t('further')}
      </Button>
    </Group>
  );
}
