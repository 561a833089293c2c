import { SimpleGrid, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useNavigate } from 'react-router';
import { api } from '../../../api/api';
import { amountOf, centsOf } from '../../../i18n/amounts';
import { useLanguage, writeAmount, writeNumber } from '../../../i18n/format';
import { DayInput } from '../../../ui/day-input/day-input';
import { helpBelow } from '../../../ui/help-below';
import { tell } from '../../../ui/tell';
import { ActDialogue } from './act-dialogue';
import { ClassSelect, useShareClasses } from './class-select';
import { PersonSelect } from './person-select';
import { words } from './texts';
import { checks, typedAmount, typedQuantity } from './typed-shares';

/** Somebody subscribes: a bulletin, which then waits for its payment. */
export function SubscribeDialogue({ onClose }: { readonly onClose: () => void }) {
  const t = words.use();
  const language = useLanguage();
  const navigate = useNavigate();
  const classes = useShareClasses();
  const subscribe = api.useMutation('post', '/api/share-subscriptions', {
    onSuccess: ({ id, code }) => {
      tell(t('subscribe.made', { code }));
      void navigate(`/gestion/capital/bulletins/${id}`);
    },
  });
  const form = useForm({
    initialValues: { person: '', classId: '', quantity: '', called: '', subscribedOn: null as string | null },
    validate: {
      person: checks.needed,
      classId: checks.needed,
      quantity: checks.quantity,
      called: checks.mayBeAmount,
      subscribedOn: checks.needed,
    },
  });
  const save = form.onSubmit(({ person, classId, quantity, called, subscribedOn }) =>
    subscribe.mutate({
      body: {
        person: Number(person),
        classId: Number(classId),
        quantity: typedQuantity(quantity)!,
        subscribedOn: subscribedOn!,
        ...(called.trim() === '' ? {} : { called: typedAmount(called)! }),
      },
    }),
  );
  const chosen = classes.find(({ id }) => String(id) === form.values.classId);
  const quantity = typedQuantity(form.values.quantity);
  return (
    <ActDialogue
      title={t('subscribe.title')}
      text={t('subscribe.text')}
      error={subscribe.error}
      isPending={subscribe.isPending}
      onSubmit={save}
      onClose={onClose}
    >
      <PersonSelect label={t('person')} {...form.getInputProps('person')} />
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <ClassSelect label={t('class')} {...form.getInputProps('classId')} />
        <TextInput required inputMode="numeric" label={t('quantity')} {...form.getInputProps('quantity')} />
        <DayInput required label={t('subscribe.on')} {...form.getInputProps('subscribedOn')} />
        <TextInput
          inputMode="decimal"
          label={t('subscribe.called')}
          description={t('subscribe.calledHelp')}
          {...form.getInputProps('called')}
          {...helpBelow}
        />
      </SimpleGrid>
      <Text size="sm" fw={600} aria-live="polite" mih={22}>
        {chosen &&
          quantity !== null &&
          t('subscribe.sum', {
            quantity: writeNumber(quantity, language),
            nominal: writeAmount(chosen.nominal, language),
            amount: writeAmount(amountOf(centsOf(chosen.nominal) * BigInt(quantity)), language),
          })}
      </Text>
    </ActDialogue>
  );
}
