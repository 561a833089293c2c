import { Skeleton, Stack } from '@mantine/core';
import { texts } from '../i18n/texts';

const sentences = texts('loading', { loading: 'Chargement…' }, { loading: 'Loading…' });

/** Room kept for what comes, so that nothing moves when it is there. */
export function LoadingRows({ rows = 6, height = 20 }: { readonly rows?: number; readonly height?: number }) {
  const t = sentences.use();
  return (
    <Stack gap="sm" aria-busy role="status" aria-label={t('loading')}>
      {Array.from({ length: rows }, (_, row) => (
        <Skeleton key={row} height={height} radius="sm" animate={false} />
      ))}
    </Stack>
  );
}
