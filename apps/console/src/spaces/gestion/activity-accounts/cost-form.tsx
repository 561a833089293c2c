import { Button, Group, Stack } from '@mantine/core';
import type { FormEventHandler, ReactNode } from 'react';
import { Dialogue } from '../../../ui/dialogue';
import { ProblemNotice } from '../../../ui/problem-notice';
import { words } from './texts';

interface CostFormProps {
  readonly of: 'costs' | 'pay';
  readonly record: { readonly error: unknown; readonly isPending: boolean };
  readonly onSubmit: FormEventHandler<HTMLFormElement>;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** The dialogue around the fields of an entry: what was refused stays in sight below them. */
export function CostForm({ of, record, onSubmit, onClose, children }: CostFormProps) {
  const t = words.use();
  return (
    <Dialogue onClose={onClose} title={t(`${of}.new`)}>
      <form noValidate onSubmit={onSubmit}>
        <Stack>
          {children}
          <ProblemNotice error={record.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('entry.cancel')}
            </Button>
            <Button type="submit" loading={record.isPending}>
              {t(`${of}.save`)}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialogue>
  );
}
