import { Group, Paper, Skeleton, Stack, Text, Title } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { Schema } from '../../../../api/api';
import { say, useLanguage } from '../../../../i18n/format';
import { Amount } from '../../../../ui/amount';
import { ProblemNotice } from '../../../../ui/problem-notice';
import { negated } from '../states';
import { words } from '../texts';
import { CoveragePicture } from './coverage-picture';

type Preview = Schema<'CreditPreviewView'>;

/** Room that is kept for the picture of one line. */
const HEIGHT = 300;

interface CreditPreviewProps {
  /** Whether enough was chosen for something to be asked. */
  readonly asked: boolean;
  readonly preview: UseQueryResult<Preview, unknown>;
}

/** The amounts of the credit note and its effect on coverage, from the act itself, done and undone by the API. */
export function CreditPreview({ asked, preview }: CreditPreviewProps) {
  const t = words.use();
  return (
    <Paper withBorder p="md" mih={HEIGHT} aria-live="polite" aria-busy={preview.isFetching}>
      {!asked && <Text c="dimmed">{t('credit.nothingAsked')}</Text>}
      {asked && preview.isError && <ProblemNotice error={preview.error} />}
      {asked && !preview.isError && !preview.data && <Skeleton height={HEIGHT - 40} animate={false} />}
      {asked && !preview.isError && preview.data && <Previewed preview={preview.data} />}
    </Paper>
  );
}

function Previewed({ preview }: { readonly preview: Preview }) {
  const t = words.use();
  const language = useLanguage();
  const { net, vat, gross, effects } = preview;
  return (
    <Stack gap="sm">
      <Title order={3} size="h5">
        {t('credit.amounts')}
      </Title>
      <Group gap="lg">
        <Sum name={t('net')} of={negated(net)} />
        <Sum name={t('vat')} of={negated(vat)} />
        <Sum name={t('gross')} of={negated(gross)} />
      </Group>
      <Title order={3} size="h5">
        {t('credit.effect')}
      </Title>
      {effects.length === 0 && <Text size="sm">{t('credit.noEffect')}</Text>}
      {effects.map((effect) => (
        <Stack key={effect.position} gap={6}>
          {effects.length > 1 && (
            <Text size="sm" fw={500}>
              {effect.line.label}
            </Text>
          )}
          <CoveragePicture effect={effect} />
          <Text size="sm">{say(effect.sentence, language)}</Text>
        </Stack>
      ))}
    </Stack>
  );
}

function Sum({ name, of }: { readonly name: string; readonly of: string }) {
  return (
    <Stack gap={0}>
      <Text size="xs" c="dimmed">
        {name}
      </Text>
      <Text fw={600}>
        <Amount of={of} />
      </Text>
    </Stack>
  );
}
