import { Button, Group, Stack } from '@mantine/core';
import { keepPreviousData } from '@tanstack/react-query';
import { useState } from 'react';
import { api, type Schema } from '../../../api/api';
import { ProblemNotice } from '../../../ui/problem-notice';
import { Dialogue } from '../../../ui/dialogue';
import { ForecastPanel } from './forecast-panel';
import { LineFields } from './line-fields';
import { emptyLine, mistakesOf, newLineOf } from './line-form';
import classes from './forecast-panel.module.css';
import { tell } from '../../../ui/tell';
import { words } from './texts';
import { isPreviewOf, useAsked } from './use-asked';

type NewLine = Schema<'NewLineInput'>;

interface AddLineDialogueProps {
  readonly contract: Schema<'OneContractView'>;
  readonly onClose: () => void;
}

/** A further line of a contract, with what it will bill before it is added. */
export function AddLineDialogue({ contract, onClose }: AddLineDialogueProps) {
  const t = words.use();
  const [line, setLine] = useState(() => emptyLine(null));
  const [tried, setTried] = useState(false);
  const mistakes = mistakesOf(line);
  const isWhole = Object.keys(mistakes).length === 0;
  const payload: NewLine | null = isWhole ? { ...newLineOf(line), contract: contract.id } : null;
  const asked = useAsked(payload);
  const preview = api.useQuery(
    'post',
    '/api/contract-lines/preview',
    { body: asked ?? ({} as NewLine) },
    { enabled: asked !== null, placeholderData: keepPreviousData, retry: false },
  );
  const add = api.useMutation('post', '/api/contract-lines', {
    onSuccess: () => {
      tell(t('create.lineDone'));
      onClose();
    },
  });
  return (
    <Dialogue size="80rem" onClose={onClose} title={t('create.addLineTitle', { contract: contract.title })}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (payload && isPreviewOf(payload, asked, preview)) add.mutate({ body: payload });
        }}
      >
        <div className={classes.sides}>
          <LineFields
            line={line}
            mistakes={tried ? mistakes : {}}
            onChange={(change) => setLine((before) => ({ ...before, ...change }))}
            autoFocus
          />
          <ForecastPanel query={preview} asked={payload !== null} incomplete={t('create.lineIncomplete')} />
        </div>
        <Stack mt="md" gap="sm">
          <ProblemNotice error={add.error} />
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              {t('dialogue.cancel')}
            </Button>
            <Button
              type="submit"
              disabled={isWhole && !isPreviewOf(payload, asked, preview)}
              loading={add.isPending}
            >
              {t('create.confirmLine')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialogue>
  );
}
