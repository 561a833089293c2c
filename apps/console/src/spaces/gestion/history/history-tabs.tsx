import { AreaTabs } from '../../../ui/area-tabs';
import { words } from './texts';

const PATHS = {
  audits: '/gestion/reprise',
  awaiting: '/gestion/reprise/avoirs',
  ahead: '/gestion/reprise/avance',
} as const;

/** The three lists of this area. */
export function HistoryTabs({ current }: { readonly current: keyof typeof PATHS }) {
  const t = words.use();
  return (
    <AreaTabs label={t('tabs.label')} paths={PATHS} current={current} nameOf={(tab) => t(`tabs.${tab}`)} />
  );
}
