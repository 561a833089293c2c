import { Button, Group, Radio, Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { api, type Schema } from '../../../api/api';
import { say, useLanguage } from '../../../i18n/format';
import { Dialogue } from '../../../ui/dialogue';
import { helpBelow } from '../../../ui/help-below';
import { ProblemNotice } from '../../../ui/problem-notice';
import { tell } from '../../../ui/tell';
import { words } from './texts';

interface DecisionDialogueProps {
  readonly transfer: Schema<'TransferView'>;
  readonly conflict: Schema<'TransferConflictView'>;
  readonly onClose: () => void;
}

type Wish = Schema<'TransferDecisionInput'>['choice'];

const SHORTEST_STATEMENT = 5;

/** Days that nobody is known to have billed before the switch: somebody says what becomes of them. */
export function DecisionDialogue({ transfer, conflict, onClose }: DecisionDialogueProps) {
  const t = words.use();
  const language = useLanguage();
  const [choice, setChoice] = useState<Wish>('formerBills');
  const [statement, setStatement] = useState('');
  const decide = api.useMutation('post', '/api/contract-transfers/{id}/decisions', {
    onSuccess: () => {
      tell(t('decision.kept'));
      onClose();
    },
  });
  const { line, code, period } = conflict;
  return (
    <Dialogue onClose={onClose} title={t('decision.title')}>
      <Stack>
        <Text size="sm">{say(conflict.sentence, language)}</Text>
        <Radio.Group
          label={t('decision.choice')}
          value={choice}
          onChange={(value) => setChoice(value as Wish)}
        >
          <Stack gap="xs" mt="xs">
            <Radio value="formerBills" label={t('decision.formerBills', { issuer: transfer.from.name })} />
            <Radio value="excused" label={t('decision.excused')} />
          </Stack>
        </Radio.Group>
        <Textarea
          required
          autosize
          minRows={2}
          maxLength={500}
          label={t('decision.statement')}
          description={t('decision.statementHint')}
          value={statement}
          onChange={({ currentTarget }) => setStatement(currentTarget.value)}
          {...helpBelow}
        />
        <ProblemNotice error={decide.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('decision.cancel')}
          </Button>
          <Button
            disabled={statement.trim().length < SHORTEST_STATEMENT}
            loading={decide.isPending}
            onClick={() =>
              decide.mutate({
                params: { path: { id: transfer.id } },
                body: { line, code, choice, from: period.from, to: period.to!, statement: statement.trim() },
              })
            }
          >
            {t('decision.keep')}
          </Button>
        </Group>
      </Stack>
    </Dialogue>
  );
}
