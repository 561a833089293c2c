import { Group, Pill, Select } from '@mantine/core';
import { SearchInput } from '../search-input';
import { LEGEND } from './picture/look';
import { pageTexts, pictureTexts } from './texts';
import type { Coverage } from './use-coverage';
import type { FilterName, useQuestion } from './use-question';

interface FiltersProps {
  readonly asked: ReturnType<typeof useQuestion>;
  readonly coverage: Coverage;
}

/** Which lines: by words, by carrier, by the state of some of their days. */
export function Filters({ asked: { filters, setFilters }, coverage }: FiltersProps) {
  const t = pageTexts.use();
  const state = pictureTexts.use();
  const issuers = coverage.issuers.map(({ code, name }) => ({ value: code, label: name }));
  const isKnown = issuers.some(({ value }) => value === filters.emetteur);
  return (
    <Group gap="xs" align="flex-end" data-print="hide">
      <SearchInput
        label={t('search')}
        value={filters.recherche}
        onSearch={(recherche) => setFilters({ recherche })}
        w={{ base: '100%', xs: 260 }}
      />
      <Select
        aria-label={t('issuer')}
        placeholder={t('everyIssuer')}
        data={isKnown || !filters.emetteur ? issuers : [...issuers, filters.emetteur]}
        value={filters.emetteur || null}
        onChange={(emetteur) => setFilters({ emetteur })}
        clearable
        w={{ base: 'calc(50% - 6px)', xs: 210 }}
      />
      <Select
        aria-label={t('state')}
        placeholder={t('everyState')}
        data={LEGEND.map((each) => ({ value: each, label: state(`states.${each}`) }))}
        value={filters.etat || null}
        onChange={(etat) => setFilters({ etat })}
        clearable
        w={{ base: 'calc(50% - 6px)', xs: 210 }}
      />
      <Chosen asked={{ filters, setFilters }} coverage={coverage} />
    </Group>
  );
}

/** Filters that other pages link here with: shown so that one can take them away. */
function Chosen({
  asked: { filters, setFilters },
  coverage: { rows },
}: {
  readonly asked: Pick<FiltersProps['asked'], 'filters' | 'setFilters'>;
  readonly coverage: Coverage;
}) {
  const t = pageTexts.use();
  const [row] = rows;
  const named: readonly (readonly [FilterName, string])[] = [
    ['client', row?.client.name ?? filters.client],
    ['contrat', row?.contract.code ?? filters.contrat],
    ['ligne', row?.line.label ?? filters.ligne],
  ];
  const labels = { client: t('client'), contrat: t('contract'), ligne: t('columns.line') };
  return named
    .filter(([name]) => filters[name] !== '')
    .map(([name, value]) => (
      <Pill
        key={name}
        size="md"
        withRemoveButton
        onRemove={() => setFilters({ [name]: '' })}
        removeButtonProps={{ 'aria-label': `${t('clear')} : ${value}`, tabIndex: 0, 'aria-hidden': false }}
      >
        {labels[name as keyof typeof labels]} : {value}
      </Pill>
    ));
}
