import { AreaTabs } from '../../../ui/area-tabs';
import { words } from './texts';

const PATHS = {
  accounts: '/gestion/comptes',
  costs: '/gestion/comptes/charges',
  pay: '/gestion/comptes/remunerations',
  sheets: '/gestion/comptes/frais',
} as const;

/** The four lists of this area. */
export function AccountTabs({ current }: { readonly current: keyof typeof PATHS }) {
  const t = words.use();
  return (
    <AreaTabs label={t('tabs.label')} paths={PATHS} current={current} nameOf={(tab) => t(`tabs.${tab}`)} />
  );
}
