import { SimpleGrid, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { answered, api, http } from '../../../api/api';
import { DayInput } from '../../../ui/day-input/day-input';
import { tell } from '../../../ui/tell';
import { ActDialogue } from './act-dialogue';
import { ClassSelect } from './class-select';
import { ForeseenPanel } from './foreseen-panel';
import { refusedAs } from './refused-as';
import { PersonSelect } from './person-select';
import { ReasonField } from './reason-field';
import { words } from './texts';
import { checks, typedQuantity } from './typed-shares';

interface Typed {
  readonly from: string;
  readonly to: string;
  readonly classId: string;
  readonly quantity: string;
  readonly agreedOn: string | null;
  readonly reason: string;
}

function wishOf({ from, to, classId, quantity, agreedOn, reason }: Typed) {
  const count = typedQuantity(quantity);
  if (!from || !to || !classId || count === null || !agreedOn) return null;
  return {
    from: Number(from),
    to: Number(to),
    classId: Number(classId),
    quantity: count,
    agreedOn,
    reason: reason.trim(),
  };
}

/** Shares go from one person to another; what changes is shown before. */
export function TransferDialogue({ onClose }: { readonly onClose: () => void }) {
  const t = words.use();
  const transfer = api.useMutation('post', '/api/share-transfers', {
    onSuccess: () => {
      tell(t('saved'));
      onClose();
    },
  });
  const form = useForm<Typed>({
    initialValues: { from: '', to: '', classId: '', quantity: '', agreedOn: null, reason: '' },
    validate: {
      from: checks.needed,
      to: checks.needed,
      classId: checks.needed,
      quantity: checks.quantity,
      agreedOn: checks.needed,
      reason: checks.needed,
    },
  });
  const wish = wishOf(form.values);
  const [asked] = useDebouncedValue(wish && { ...wish, reason: '?' }, 250);
  const foreseen = useQuery({
    queryKey: ['share-transfers/forecast', asked],
    enabled: asked !== null,
    placeholderData: keepPreviousData,
    retry: false,
    queryFn: async () => answered(await http.POST('/api/share-transfers/forecast', { body: asked! })),
  });
  return (
    <ActDialogue
      title={t('transfer.title')}
      text={t('transfer.text')}
      error={refusedAs(transfer, wish) && !foreseen.isError ? transfer.error : null}
      isPending={transfer.isPending}
      onSubmit={form.onSubmit((values) => transfer.mutate({ body: wishOf(values)! }))}
      onClose={onClose}
    >
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <PersonSelect label={t('transfer.from')} {...form.getInputProps('from')} />
        <PersonSelect label={t('transfer.to')} {...form.getInputProps('to')} />
        <ClassSelect label={t('class')} {...form.getInputProps('classId')} />
        <TextInput required inputMode="numeric" label={t('quantity')} {...form.getInputProps('quantity')} />
        <DayInput required label={t('transfer.on')} {...form.getInputProps('agreedOn')} />
        <ReasonField minRows={1} {...form.getInputProps('reason')} />
      </SimpleGrid>
      <ForeseenPanel query={foreseen} asked={wish !== null} />
    </ActDialogue>
  );
}
