import { Button, Group, Select, Stack, Text } from '@mantine/core';
import { ClientSelect } from '../contracts/client-select';
import { useBillingIssuers } from '../runs/issuer-select';
import { words } from './texts';

/** Who pays whom, where no invoice says it. */
export interface Payer {
  readonly issuer: number | null;
  readonly client: number | null;
}

interface PayerFieldsProps {
  readonly payer: Payer;
  readonly onChange: (payer: Payer | null) => void;
}

/** A payment on account: it waits for an invoice of this client. */
export function PayerFields({ payer, onChange }: PayerFieldsProps) {
  const t = words.use();
  const { data: issuers = [] } = useBillingIssuers();
  const only = issuers.length === 1 ? issuers[0]!.id : null;
  const issuer = payer.issuer ?? only;
  return (
    <Stack gap="sm">
      <Text size="sm">{t('form.onAccountText')}</Text>
      <ClientSelect
        label={t('form.client')}
        value={payer.client}
        onChange={(client) => onChange({ issuer, client })}
      />
      <Select
        label={t('form.issuer')}
        required
        data={issuers.map(({ id, name }) => ({ value: String(id), label: name }))}
        value={issuer === null ? null : String(issuer)}
        onChange={(id) => onChange({ ...payer, issuer: id === null ? null : Number(id) })}
        allowDeselect={false}
      />
      <Group>
        <Button variant="subtle" size="compact-sm" onClick={() => onChange(null)}>
          {t('form.withInvoice')}
        </Button>
      </Group>
    </Stack>
  );
}
