import { Page } from '../../../ui/page';

export function Component() {
  return <Page title="Comptes d’activité">{null}</Page>;
}
