import { Button } from '@mantine/core';
import { IconCalendarStats } from '@tabler/icons-react';
import { Link, Route, Routes } from 'react-router';
import { NotFoundPage } from '../../../app/failed-page';
import { CoveragePage } from '../../../ui/coverage/coverage-page';
import { EmptyState } from '../../../ui/empty-state';
import { words } from './texts';
import { MANAGEMENT } from './what-to-do';

export function Component() {
  const t = words.use();
  const empty = (
    <EmptyState
      icon={IconCalendarStats}
      title={t('noneYet')}
      action={
        <Button component={Link} to="/gestion/contrats">
          {t('createContract')}
        </Button>
      }
    >
      {t('noneYetDetail')}
    </EmptyState>
  );
  return (
    <Routes>
      <Route
        index
        element={<CoveragePage title={t('title')} lead={t('lead')} surroundings={MANAGEMENT} empty={empty} />}
      />
      <Route path="*" element={<NotFoundPage />} />
    </Routes>
  );
}
