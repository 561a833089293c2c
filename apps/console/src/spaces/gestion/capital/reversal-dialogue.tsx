import { useForm } from '@mantine/form';
import { api, type Schema } from '../../../api/api';
import { DayInput } from '../../../ui/day-input/day-input';
import { tell } from '../../../ui/tell';
import { ActDialogue } from './act-dialogue';
import { ReasonField } from './reason-field';
import { words } from './texts';
import { checks } from './typed-shares';

interface ReversalDialogueProps {
  readonly movement: Schema<'MovementView'>;
  readonly onClose: () => void;
}

/** Takes a transfer or a conversion back: a further movement, nothing is deleted. */
export function ReversalDialogue({ movement, onClose }: ReversalDialogueProps) {
  const t = words.use();
  const done = () => {
    tell(t('saved'));
    onClose();
  };
  const transfer = api.useMutation('post', '/api/share-transfers/{id}/reversal', { onSuccess: done });
  const conversion = api.useMutation('post', '/api/share-conversions/{id}/reversal', { onSuccess: done });
  const reverse = movement.kind === 'transfer' ? transfer : conversion;
  const form = useForm({
    initialValues: { day: null as string | null, reason: '' },
    validate: { day: checks.needed, reason: checks.needed },
  });
  return (
    <ActDialogue
      title={t('movements.undoTitle', { number: movement.number })}
      text={t('movements.undoText')}
      error={reverse.error}
      isPending={reverse.isPending}
      onSubmit={form.onSubmit(({ day, reason }) =>
        reverse.mutate({
          params: { path: { id: movement.causeId } },
          body: { day: day!, reason: reason.trim() },
        }),
      )}
      onClose={onClose}
    >
      <DayInput required label={t('day')} maw={240} {...form.getInputProps('day')} />
      <ReasonField {...form.getInputProps('reason')} />
    </ActDialogue>
  );
}
