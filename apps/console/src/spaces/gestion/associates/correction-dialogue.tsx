import { Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { api } from '../../../api/api';
import { tell } from '../../../ui/tell';
import { FactDialogue } from './fact-dialogue';
import type { AssociateDialogueProps } from './register-dialogues';
import { words } from './texts';

interface CorrectionDialogueProps extends AssociateDialogueProps {
  readonly of: 'admission' | 'exit';
}

/** Takes an admission or an exit back that was recorded by mistake: a further fact, with its reason. */
export function CorrectionDialogue({ associate, of, name, onClose }: CorrectionDialogueProps) {
  const t = words.use();
  const done = () => {
    tell(t('dialogue.saved'));
    onClose();
  };
  const admission = api.useMutation('post', '/api/associates/{id}/correction', { onSuccess: done });
  const exit = api.useMutation('post', '/api/associates/{id}/exit/correction', { onSuccess: done });
  const correct = of === 'admission' ? admission : exit;
  const form = useForm({
    initialValues: { reason: '' },
    validate: { reason: (value) => (value.trim() === '' ? t('dialogue.required') : null) },
  });
  const { number } = associate;
  return (
    <FactDialogue
      title={
        of === 'admission'
          ? t('dialogue.correctAdmissionTitle', { name, number })
          : t('dialogue.correctExitTitle', { name })
      }
      text={t(of === 'admission' ? 'dialogue.correctAdmissionText' : 'dialogue.correctExitText')}
      submit={t('dialogue.takeBack')}
      error={correct.error}
      isPending={correct.isPending}
      onSubmit={form.onSubmit(({ reason }) =>
        correct.mutate({ params: { path: { id: associate.id } }, body: { reason: reason.trim() } }),
      )}
      onClose={onClose}
    >
      <Textarea
        required
        autosize
        minRows={2}
        label={t('dialogue.reason')}
        maxLength={500}
        {...form.getInputProps('reason')}
      />
    </FactDialogue>
  );
}
