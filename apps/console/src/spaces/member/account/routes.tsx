import { Page } from '../../../ui/page';

export function AccountRoutes() {
  return <Page title="Mon compte d’activité">{null}</Page>;
}
