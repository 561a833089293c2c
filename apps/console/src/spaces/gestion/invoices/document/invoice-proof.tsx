import { Anchor, Button, Code, CopyButton, Group, Stack, Text } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { Link } from 'react-router';
import type { Invoice } from '../states';
import { words } from '../texts';
import { Section } from './section';

/** Its place in the series and its seal, for who wants to compare them. */
export function InvoiceProof({ invoice }: { readonly invoice: Invoice }) {
  const t = words.use();
  const { series, hash, previousHash, foreignOrigin } = invoice;
  return (
    <Section title={t('one.proof')}>
      <Stack gap="xs">
        <Text size="sm">{t('one.place', { ...series })}</Text>
        <Seal name={t('one.hash')} hash={hash} />
        {previousHash ? (
          <Seal name={t('one.previousHash')} hash={previousHash} />
        ) : (
          !foreignOrigin && <Text size="sm">{t('one.first')}</Text>
        )}
        <Text size="sm" c="dimmed">
          {t('one.proofTeach')}{' '}
          <Anchor
            component={Link}
            underline="always"
            to="/gestion/reglages/preuves"
            inherit
            data-print="hide"
          >
            {t('one.verify')}
          </Anchor>
        </Text>
      </Stack>
    </Section>
  );
}

function Seal({ name, hash }: { readonly name: string; readonly hash: string }) {
  const t = words.use();
  return (
    <Stack gap={2}>
      <Text size="sm" c="dimmed">
        {name}
      </Text>
      <Group gap="xs" wrap="nowrap" align="center">
        <Code style={{ overflowWrap: 'anywhere' }}>{hash}</Code>
        <CopyButton value={hash}>
          {({ copied, copy }) => (
            <Button
              variant="default"
              size="compact-xs"
              onClick={copy}
              flex="none"
              leftSection={copied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />}
              aria-label={`${t('one.copy')}, ${name}`}
              data-print="hide"
            >
              {copied ? t('one.copied') : t('one.copy')}
            </Button>
          )}
        </CopyButton>
      </Group>
    </Stack>
  );
}
