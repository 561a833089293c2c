import { Select, type SelectProps } from '@mantine/core';
import { api } from '../../../api/api';

/** The issuers that bill here; an outside issuer only has a history. */
export function useBillingIssuers() {
  return api.useQuery(
    'get',
    '/api/issuers',
    { params: { query: { size: 500 } } },
    { select: ({ items }) => items.filter(({ outside }) => !outside), staleTime: 60_000 },
  );
}

/** Chooses an issuer by its code. */
export function IssuerSelect(props: Omit<SelectProps, 'data'>) {
  const { data = [] } = useBillingIssuers();
  return (
    <Select
      data={data.map(({ code, name }) => ({ value: code, label: name }))}
      allowDeselect={false}
      {...props}
    />
  );
}
