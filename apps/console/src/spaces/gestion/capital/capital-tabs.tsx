import { AreaTabs } from '../../../ui/area-tabs';
import { words } from './texts';

const PATHS = {
  overview: '/gestion/capital',
  bulletins: '/gestion/capital/bulletins',
  movements: '/gestion/capital/mouvements',
  withdrawals: '/gestion/capital/retraits',
  interest: '/gestion/capital/interet',
  classes: '/gestion/capital/categories',
} as const;

/** The pages of this area. */
export function CapitalTabs({ current }: { readonly current: keyof typeof PATHS }) {
  const t = words.use();
  return (
    <AreaTabs label={t('tabs.label')} paths={PATHS} current={current} nameOf={(tab) => t(`tabs.${tab}`)} />
  );
}
