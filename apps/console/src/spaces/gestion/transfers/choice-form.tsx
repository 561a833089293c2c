import { MultiSelect, Select, Stack, TextInput } from '@mantine/core';
import { api, type Schema } from '../../../api/api';
import { DayInput } from '../../../ui/day-input/day-input';
import { helpBelow } from '../../../ui/help-below';
import { words } from './texts';

export interface Choice {
  readonly contracts: readonly string[];
  readonly to: string | null;
  readonly movesOn: string | null;
  readonly title: string;
}

interface ChoiceFormProps {
  readonly choice: Choice;
  readonly onChange: (choice: Choice) => void;
  /** The issuer is chosen once, when the dossier is opened. */
  readonly fixedTo?: boolean;
  readonly disabled?: boolean;
}

/** The most that the API lists at once; more contracts are found by typing. */
const LISTED = 500;

/** Contracts of another issuer, the one that takes them over, and the day. */
export function ChoiceForm({ choice, onChange, fixedTo = false, disabled = false }: ChoiceFormProps) {
  const t = words.use();
  const issuers = api.useQuery('get', '/api/issuers', { params: { query: { size: LISTED } } });
  const contracts = api.useQuery('get', '/api/contracts', { params: { query: { size: LISTED } } });
  const own = (issuers.data?.items ?? []).filter(({ outside }) => !outside);
  const target = issuers.data?.items.find(({ id }) => String(id) === choice.to);
  const set = (change: Partial<Choice>) => onChange({ ...choice, ...change });
  const options = optionsOf(contracts.data?.items ?? [], choice, (issuer) =>
    t('choice.carriedBy', { issuer }),
  );
  return (
    <Stack gap="md" maw={640}>
      <Select
        required
        disabled={disabled || fixedTo}
        label={t('choice.to')}
        data={own.map(({ id, name }) => ({ value: String(id), label: name }))}
        value={choice.to}
        onChange={(to) => set({ to })}
        allowDeselect={false}
      />
      <MultiSelect
        required
        searchable
        disabled={disabled}
        label={t('choice.contracts')}
        description={t('choice.contractsHint')}
        placeholder={choice.contracts.length === 0 ? t('choice.search') : undefined}
        nothingFoundMessage={
          options.length === 0 && target ? t('choice.none', { issuer: target.name }) : t('choice.notFound')
        }
        data={options}
        value={[...choice.contracts]}
        onChange={(chosen) => set({ contracts: chosen })}
        limit={60}
        maxDropdownHeight={320}
        {...helpBelow}
      />
      <DayInput
        required
        disabled={disabled}
        label={t('choice.movesOn')}
        description={t('choice.movesOnHint')}
        value={choice.movesOn}
        onChange={(movesOn) => set({ movesOn })}
      />
      <TextInput
        disabled={disabled}
        label={t('choice.name')}
        description={t('choice.nameHint')}
        maxLength={200}
        value={choice.title}
        onChange={({ currentTarget }) => set({ title: currentTarget.value })}
        {...helpBelow}
      />
    </Stack>
  );
}

/** Those that another issuer carries today, and those that are chosen already. */
function optionsOf(
  contracts: readonly Schema<'ContractRowView'>[],
  { contracts: chosen, to }: Choice,
  carriedBy: (issuer: string) => string,
) {
  return contracts
    .filter(
      ({ id, carrier }) => chosen.includes(String(id)) || (carrier !== null && String(carrier.id) !== to),
    )
    .map(({ id, code, title, client, carrier }) => ({
      value: String(id),
      label: `${code} – ${title}, ${client.name}${carrier ? ` (${carriedBy(carrier.name)})` : ''}`,
    }));
}
