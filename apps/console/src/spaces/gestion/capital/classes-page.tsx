import { Button, SimpleGrid, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconPlus, IconStack2 } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { api, type Schema } from '../../../api/api';
import { useMay } from '../../../app/session/who';
import { useLanguage } from '../../../i18n/format';
import type { DataColumn } from '../../../ui/data-table/columns';
import { DataTable } from '../../../ui/data-table/data-table';
import { DayInput } from '../../../ui/day-input/day-input';
import { EmptyState } from '../../../ui/empty-state';
import { helpBelow } from '../../../ui/help-below';
import { Page } from '../../../ui/page';
import { tell } from '../../../ui/tell';
import { ActDialogue } from './act-dialogue';
import { CapitalTabs } from './capital-tabs';
import { ClassSelect } from './class-select';
import { ReasonField } from './reason-field';
import { words } from './texts';
import { checks, typedAmount } from './typed-shares';

type Row = Schema<'ShareClassView'>;

function columnsOf(): DataColumn<Row>[] {
  const t = words.now;
  return [
    { id: 'code', header: t('classes.code'), kind: 'text', value: ({ code }) => code, isRowHeader: true },
    { id: 'name', header: t('classes.name'), kind: 'text', value: ({ name }) => name },
    { id: 'nominal', header: t('classes.nominal'), kind: 'amount', value: ({ nominal }) => nominal },
    { id: 'from', header: t('classes.since'), kind: 'day', value: ({ from }) => from },
  ];
}

export function ClassesPage() {
  const t = words.use();
  const language = useLanguage();
  const mayWrite = useMay('administrator');
  const [open, setOpen] = useState<'add' | 'call' | null>(null);
  const classes = api.useQuery('get', '/api/share-classes');
  const columns = useMemo(() => columnsOf(), [language]);
  const actions = (
    <>
      <Button variant="default" onClick={() => setOpen('call')}>
        {t('classes.call')}
      </Button>
      <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setOpen('add')}>
        {t('classes.add')}
      </Button>
    </>
  );
  return (
    <Page title={t('classes.title')} lead={t('classes.lead')} actions={mayWrite && actions}>
      <CapitalTabs current="classes" />
      <DataTable
        name="share-classes"
        caption={t('classes.title')}
        exportName={t('classes.exportName')}
        columns={columns}
        rows={classes.data}
        rowKey={({ id }) => id}
        error={classes.error}
        onRetry={() => void classes.refetch()}
        empty={
          <EmptyState icon={IconStack2} title={t('classes.empty')}>
            {t('classes.emptyText')}
          </EmptyState>
        }
      />
      {open === 'add' && <ClassDialogue onClose={() => setOpen(null)} />}
      {open === 'call' && <CallDialogue onClose={() => setOpen(null)} />}
    </Page>
  );
}

function ClassDialogue({ onClose }: { readonly onClose: () => void }) {
  const t = words.use();
  const add = api.useMutation('post', '/api/share-classes', {
    onSuccess: () => {
      tell(t('saved'));
      onClose();
    },
  });
  const form = useForm({
    initialValues: { code: '', name: '', nominal: '', from: null as string | null },
    validate: {
      code: (code) => (/^[A-Z0-9]{1,8}$/.test(code.trim()) ? null : t('classes.codeWrong')),
      name: checks.needed,
      nominal: checks.amount,
      from: checks.needed,
    },
  });
  return (
    <ActDialogue
      title={t('classes.add')}
      text={t('classes.lead')}
      error={add.error}
      isPending={add.isPending}
      onSubmit={form.onSubmit(({ code, name, nominal, from }) =>
        add.mutate({
          body: { code: code.trim(), name: name.trim(), nominal: typedAmount(nominal)!, from: from! },
        }),
      )}
      onClose={onClose}
    >
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <TextInput
          required
          label={t('classes.code')}
          description={t('classes.codeHelp')}
          maxLength={8}
          {...form.getInputProps('code')}
          {...helpBelow}
        />
        <TextInput required label={t('classes.name')} maxLength={120} {...form.getInputProps('name')} />
        <TextInput
          required
          inputMode="decimal"
          label={t('classes.nominal')}
          {...form.getInputProps('nominal')}
        />
        <DayInput required label={t('classes.since')} {...form.getInputProps('from')} />
      </SimpleGrid>
    </ActDialogue>
  );
}

/** A percentage of at most two decimals, above 0, as the API reads it. */
function typedPercent(text: string): string | null {
  const percent = typedAmount(text);
  return percent !== null && Number(percent) > 0 && Number(percent) <= 100 ? percent : null;
}

function CallDialogue({ onClose }: { readonly onClose: () => void }) {
  const t = words.use();
  const call = api.useMutation('post', '/api/capital-calls', {
    onSuccess: ({ bulletins }) => {
      tell(t('classes.called', { count: bulletins }));
      onClose();
    },
  });
  const form = useForm({
    initialValues: {
      classId: '',
      percent: '',
      calledOn: null as string | null,
      dueOn: null as string | null,
      reason: '',
    },
    validate: {
      classId: checks.needed,
      percent: (percent) => (typedPercent(percent) === null ? t('classes.percentWrong') : null),
      calledOn: checks.needed,
      dueOn: checks.needed,
      reason: checks.needed,
    },
  });
  const save = form.onSubmit(({ classId, percent, calledOn, dueOn, reason }) =>
    call.mutate({
      body: {
        classId: Number(classId),
        percent: typedPercent(percent)!,
        calledOn: calledOn!,
        dueOn: dueOn!,
        reason: reason.trim(),
      },
    }),
  );
  return (
    <ActDialogue
      title={t('classes.call')}
      text={t('classes.callText')}
      error={call.error}
      isPending={call.isPending}
      onSubmit={save}
      onClose={onClose}
    >
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <ClassSelect label={t('class')} {...form.getInputProps('classId')} />
        <TextInput
          required
          inputMode="decimal"
          label={t('classes.percent')}
          {...form.getInputProps('percent')}
        />
        <DayInput required label={t('classes.calledOn')} {...form.getInputProps('calledOn')} />
        <DayInput required label={t('classes.dueOn')} {...form.getInputProps('dueOn')} />
      </SimpleGrid>
      <ReasonField {...form.getInputProps('reason')} />
    </ActDialogue>
  );
}
