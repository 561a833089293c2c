import { Badge, Button, Group, Modal, Paper, SimpleGrid, Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconBuilding, IconPencil, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { api, type Schema } from '../../../api/api';
import { useMay } from '../../../app/session/who';
import { EmptyState } from '../../../ui/empty-state';
import { Loaded } from '../../../ui/loaded';
import { IssuerForm } from './issuer-form';
import { IssuerLogo } from './issuer-logo';
import { SectionLead } from './section-lead';
import { words } from './texts';

type Issuer = Schema<'IssuerView'>;

/** The legal entities that invoice, each with what stands on its invoices. */
export function Issuers() {
  const t = words.use();
  const mayChange = useMay('administrator');
  const query = api.useQuery('get', '/api/issuers', { params: { query: { size: 100 } } });
  const [edited, setEdited] = useState<Issuer | 'new' | null>(null);
  const add = mayChange && (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setEdited('new')}>
      {t('issuers.add')}
    </Button>
  );
  return (
    <>
      <SectionLead actions={add}>{t('issuers.lead')}</SectionLead>
      <Loaded query={query} skeleton={<Skeleton height={260} radius="md" animate={false} />}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState icon={IconBuilding} title={t('issuers.none')}>
              {t('issuers.noneHint')}
            </EmptyState>
          ) : (
            <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="md">
              {items.map((issuer) => (
                <IssuerCard
                  key={issuer.id}
                  issuer={issuer}
                  onEdit={mayChange ? () => setEdited(issuer) : undefined}
                />
              ))}
            </SimpleGrid>
          )
        }
      </Loaded>
      <Modal
        opened={edited !== null}
        onClose={() => setEdited(null)}
        size="xl"
        title={edited === 'new' ? t('issuers.add') : t('issuers.edit', { name: edited?.name ?? '' })}
        closeButtonProps={{ 'aria-label': t('close') }}
        // Its header is no second banner of the page.
        attributes={{ header: { role: 'presentation' } }}
      >
        {edited && <IssuerForm issuer={edited === 'new' ? null : edited} onDone={() => setEdited(null)} />}
      </Modal>
    </>
  );
}

interface IssuerCardProps {
  readonly issuer: Issuer;
  readonly onEdit: (() => void) | undefined;
}

function IssuerCard({ issuer, onEdit }: IssuerCardProps) {
  const t = words.use();
  const { address } = issuer;
  const facts: readonly (readonly [string, string | null])[] = [
    [t('issuers.siren'), issuer.siren],
    [t('issuers.vatNumber'), issuer.vatNumber],
    [t('issuers.vatRegime'), t(`issuers.regimes.${issuer.vatRegime}`)],
    [t('issuers.lines'), [...address.lines, `${address.postCode} ${address.city}`].join(', ')],
    [t('issuers.email'), issuer.email],
    [t('issuers.iban'), issuer.iban?.replace(/(.{4})(?=.)/g, '$1\u00a0') ?? null],
    [t('issuers.paymentDays'), t('issuers.days', { count: issuer.paymentDays })],
  ];
  return (
    <Paper withBorder p="md" component="section" aria-label={issuer.name}>
      <Group justify="space-between" align="flex-start" wrap="nowrap" gap="sm">
        <Stack gap={2}>
          <Title order={2}>{issuer.name}</Title>
          <Group gap="xs">
            <Badge variant="default" radius="sm" tt="none">
              {issuer.code}
            </Badge>
            {issuer.outside && <Text size="sm">{t('issuers.outside')}</Text>}
          </Group>
          <Text size="sm" c="dimmed">
            {issuer.legalForm}
          </Text>
        </Stack>
        {onEdit && (
          <Button
            variant="default"
            size="xs"
            leftSection={<IconPencil size={14} />}
            onClick={onEdit}
            aria-label={t('issuers.edit', { name: issuer.name })}
          >
            {t('change')}
          </Button>
        )}
      </Group>
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="xs" mt="sm" component="dl" my={0}>
        {facts
          .filter(([, value]) => value !== null)
          .map(([name, value]) => (
            <div key={name}>
              <Text component="dt" size="xs" c="dimmed">
                {name}
              </Text>
              <Text component="dd" size="sm" m={0}>
                {value}
              </Text>
            </div>
          ))}
      </SimpleGrid>
      <IssuerLogo issuer={issuer} />
    </Paper>
  );
}
