import { Button, Group, Stack, Table, Text } from '@mantine/core';
import { useState } from 'react';
import type { Schema } from '../../../api/api';
import { useLanguage, writeDay, writeInstant } from '../../../i18n/format';
import { PeriodText } from '../../../ui/when';
import { AdmissionDialogue } from './admission-dialogue';
import classes from './person-page.module.css';
import { CorrectionDialogue } from './correction-dialogue';
import { ExitDialogue, PlacementDialogue } from './register-dialogues';
import { useRules } from './rule-names';
import { Section } from './section';
import { SharesHeld } from './shares-held';
import { words } from './texts';

type Person = Schema<'OnePersonView'>;
type Associate = Schema<'AssociateView'>;

/** What the register of associates says of a person, and the acts that it takes. */
export function Register({ person, mayWrite }: { readonly person: Person; readonly mayWrite: boolean }) {
  const t = words.use();
  const [admitting, setAdmitting] = useState(false);
  const isAssociate = person.associates[0]?.exit === null;
  return (
    <Section
      title={t('one.register')}
      actions={
        mayWrite &&
        !isAssociate && (
          <Button size="xs" variant="default" onClick={() => setAdmitting(true)}>
            {t('one.admit')}
          </Button>
        )
      }
    >
      {person.associates.length === 0 && person.mistakenAdmissions.length === 0 && (
        <Text c="dimmed">{t('one.noRegister')}</Text>
      )}
      <Stack gap="lg">
        {person.associates.map((associate) => (
          <Entry key={associate.id} associate={associate} name={person.fullName} mayWrite={mayWrite} />
        ))}
        {person.mistakenAdmissions.map((associate) => (
          <MistakenEntry key={associate.id} associate={associate} />
        ))}
      </Stack>
      <SharesHeld person={person} />
      {admitting && <AdmissionDialogue person={person} onClose={() => setAdmitting(false)} />}
    </Section>
  );
}

/** What somebody recorded by mistake, why it was taken back, by whom and when. */
function useTakenBack() {
  const t = words.use();
  const language = useLanguage();
  return ({ reason, madeBy, madeAt }: Schema<'AssociateCorrectionView'>) =>
    t('one.takenBack', { reason, who: madeBy, at: writeInstant(madeAt, language) });
}

/** An admission that does not count: its number is not given again. */
function MistakenEntry({ associate }: { readonly associate: Associate }) {
  const t = words.use();
  const language = useLanguage();
  const takenBack = useTakenBack();
  const { number, period, correction } = associate;
  const facts: [string, string][] = [
    [t('numberLong'), String(number)],
    [t('one.admissionTaken'), t('one.wasEffective', { day: writeDay(period.from, language) })],
    ['', correction ? takenBack(correction) : ''],
  ];
  return <Facts facts={facts} />;
}

function Facts({ facts }: { readonly facts: readonly (readonly [string, string])[] }) {
  return (
    <dl className={classes.facts}>
      {facts.map(([label, value]) => (
        <div key={label + value}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Entry({
  associate,
  name,
  mayWrite,
}: {
  readonly associate: Associate;
  readonly name: string;
  readonly mayWrite: boolean;
}) {
  const t = words.use();
  const language = useLanguage();
  const [asking, setAsking] = useState<'leave' | 'change' | 'admission' | 'exit' | null>(null);
  const takenBack = useTakenBack();
  const { categoryName, collegeName } = useRules();
  const { number, decidedOn, decidedBy, reference, period, exit, correctedExits, categories, colleges } =
    associate;
  const decided = (on: string, by: Associate['decidedBy'] | null) =>
    by === null
      ? t('one.decidedAlone', { day: writeDay(on, language) })
      : t('one.decided', { day: writeDay(on, language), body: t(`bodies.${by}`) });
  const facts: [string, string][] = [
    [t('numberLong'), String(number)],
    [t('one.admission'), [decided(decidedOn, decidedBy), reference].filter(Boolean).join(' · ')],
    ['', t('one.effective', { day: writeDay(period.from, language) })],
    ...(exit
      ? ([
          [
            t('one.exit'),
            [t(`exits.${exit.reason}`), decided(exit.decidedOn, exit.decidedBy), exit.reference]
              .filter(Boolean)
              .join(' · '),
          ],
          ['', t('one.effective', { day: writeDay(exit.effectiveOn, language) })],
        ] as [string, string][])
      : []),
    ...correctedExits.flatMap(({ reason, effectiveOn, correction }): [string, string][] => [
      [
        t('one.exitTaken'),
        `${t(`exits.${reason}`)} · ${t('one.wasEffective', { day: writeDay(effectiveOn, language) })}`,
      ],
      ['', takenBack(correction)],
    ]),
  ];
  return (
    <div>
      <Facts facts={facts} />
      <Placements
        title={t('one.categories')}
        column={t('category')}
        placements={categories}
        nameOf={categoryName}
      />
      {colleges.length > 0 && (
        <Placements
          title={t('one.collegesOf')}
          column={t('college')}
          placements={colleges}
          nameOf={collegeName}
        />
      )}
      {mayWrite && (
        <Group gap="xs" mt="sm" data-print="hide">
          {!exit && (
            <>
              <Button size="xs" variant="default" onClick={() => setAsking('change')}>
                {t('one.change')}
              </Button>
              <Button size="xs" variant="default" onClick={() => setAsking('leave')}>
                {t('one.leave')}
              </Button>
            </>
          )}
          <Button size="xs" variant="subtle" onClick={() => setAsking(exit ? 'exit' : 'admission')}>
            {t(exit ? 'one.correctExit' : 'one.correctAdmission')}
          </Button>
        </Group>
      )}
      {asking === 'change' && (
        <PlacementDialogue associate={associate} name={name} onClose={() => setAsking(null)} />
      )}
      {(asking === 'admission' || asking === 'exit') && (
        <CorrectionDialogue associate={associate} of={asking} name={name} onClose={() => setAsking(null)} />
      )}
      {asking === 'leave' && (
        <ExitDialogue associate={associate} name={name} onClose={() => setAsking(null)} />
      )}
    </div>
  );
}

function Placements({
  title,
  column,
  placements,
  nameOf,
}: {
  readonly title: string;
  readonly column: string;
  readonly placements: Associate['categories'];
  readonly nameOf: (code: string) => string;
}) {
  const t = words.use();
  return (
    <Table verticalSpacing={4} mt="xs">
      <caption className="visually-hidden">{title}</caption>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{column}</Table.Th>
          <Table.Th scope="col">{t('one.days')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {placements.map(({ code, period, reason }) => (
          <Table.Tr key={period.from}>
            <Table.Th scope="row" fw={500}>
              {nameOf(code)}
            </Table.Th>
            <Table.Td>
              <PeriodText of={period} />
              {reason && (
                <Text size="xs" c="dimmed">
                  {reason}
                </Text>
              )}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
