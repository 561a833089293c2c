import { AreaTabs } from '../../../ui/area-tabs';
import { words } from './texts';

const PATHS = {
  associates: '/gestion/societaires',
  people: '/gestion/societaires/personnes',
  colleges: '/gestion/societaires/colleges',
  alerts: '/gestion/societaires/echeances',
  bylaws: '/gestion/societaires/statuts',
} as const;

/** The lists of this area. */
export function AssociatesTabs({ current }: { readonly current: keyof typeof PATHS }) {
  const t = words.use();
  return (
    <AreaTabs label={t('tabs.label')} paths={PATHS} current={current} nameOf={(tab) => t(`tabs.${tab}`)} />
  );
}
