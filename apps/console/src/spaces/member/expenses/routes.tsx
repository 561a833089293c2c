import { Page } from '../../../ui/page';

export function ExpensesRoutes() {
  return <Page title="Mes frais">{null}</Page>;
}
