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
  readonly person: string;
  readonly fromClassId: string;
  readonly toClassId: string;
  readonly quantity: string;
  readonly agreedOn: string | null;
  readonly reason: string;
}

function wishOf({ person, fromClassId, toClassId, quantity, agreedOn, reason }: Typed) {
  const count = typedQuantity(quantity);
  if (!person || !fromClassId || !toClassId || count === null || !agreedOn) return null;
  return {
    person: Number(person),
    fromClassId: Number(fromClassId),
    toClassId: Number(toClassId),
    quantity: count,
    agreedOn,
    reason: reason.trim(),
  };
}

/** Shares of one class become shares of another, of the same value; what changes is shown before. */
export function ConversionDialogue({ onClose }: { readonly onClose: () => void }) {
  const t = words.use();
  const convert = api.useMutation('post', '/api/share-conversions', {
    onSuccess: () => {
      tell(t('saved'));
      onClose();
    },
  });
  const form = useForm<Typed>({
    initialValues: { person: '', fromClassId: '', toClassId: '', quantity: '', agreedOn: null, reason: '' },
    validate: {
      person: checks.needed,
      fromClassId: checks.needed,
      toClassId: checks.needed,
      quantity: checks.quantity,
      agreedOn: checks.needed,
      reason: checks.needed,
    },
  });
  const wish = wishOf(form.values);
  const [asked] = useDebouncedValue(wish && { ...wish, reason: '?' }, 250);
  const foreseen = useQuery({
    queryKey: ['share-conversions/forecast', asked],
    enabled: asked !== null,
    placeholderData: keepPreviousData,
    retry: false,
    queryFn: async () => answered(await http.POST('/api/share-conversions/forecast', { body: asked! })),
  });
  return (
    <ActDialogue
      title={t('convert.title')}
      text={t('convert.text')}
      error={refusedAs(convert, wish) && !foreseen.isError ? convert.error : null}
      isPending={convert.isPending}
      onSubmit={form.onSubmit((values) => convert.mutate({ body: wishOf(values)! }))}
      onClose={onClose}
    >
      <PersonSelect label={t('person')} {...form.getInputProps('person')} />
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <ClassSelect label={t('convert.fromClass')} {...form.getInputProps('fromClassId')} />
        <ClassSelect label={t('convert.toClass')} {...form.getInputProps('toClassId')} />
        <TextInput required inputMode="numeric" label={t('quantity')} {...form.getInputProps('quantity')} />
        <DayInput required label={t('convert.on')} {...form.getInputProps('agreedOn')} />
      </SimpleGrid>
      <ReasonField minRows={1} {...form.getInputProps('reason')} />
      <ForeseenPanel query={foreseen} asked={wish !== null} />
    </ActDialogue>
  );
}
