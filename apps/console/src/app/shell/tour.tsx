import { Button, Group, Modal, Progress, Stack, Text } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { api } from '../../api/api';
import { texts } from '../../i18n/texts';
import type { Space } from './spaces';

const sentences = texts(
  'tour',
  {
    title: 'Visite guidée',
    step: 'Étape {{step}} sur {{of}}',
    next: 'Suivant',
    back: 'Précédent',
    end: 'Terminer',
    close: 'Fermer la visite',
    management: {
      dashboard:
        'Le mois en un coup d’œil : ce qui est dû, émis, envoyé. En dessous, ce qui attend une personne, le plus pressé d’abord, chaque fois avec la chose à faire.',
      runs: 'Une campagne propose les factures du mois. Rien ne part avant que vous ayez lu la proposition et approuvé son total et son nombre de documents.',
      coverage:
        'Chaque ligne de contrat, jour par jour. Plein : facturé. Creux : crédité. Rouge : jamais facturé. Cliquez sur un trait pour voir sa facture.',
      drift:
        'Tout ce qui s’écarte des contrats : jours oubliés, facturés d’avance ou deux fois. Chaque écart se corrige ou s’excuse avec une raison.',
      invoices:
        'Une facture ne change jamais : on l’annule par un avoir, dont l’effet sur la couverture se voit avant. Le point d’interrogation à côté d’un montant dit d’où il vient.',
      history:
        'Pour reprendre un ancien outil, déposez ses exports : l’audit dit ce qui y fut facturé deux fois, d’avance ou jamais.',
    },
    member: {
      contracts: 'Vos contrats, et jusqu’où chacun est facturé.',
      coverage: 'Les jours facturés à vos clients, et ceux qui ne le sont pas encore.',
      invoices: 'Les factures émises pour votre activité, telles que vos clients les ont reçues.',
    },
  },
  {
    title: 'Guided tour',
    step: 'Step {{step}} of {{of}}',
    next: 'Next',
    back: 'Back',
    end: 'Finish',
    close: 'Close the tour',
    management: {
      dashboard:
        'The month at a glance: what is due, issued, sent. Below, what needs a person, most urgent first, each with the one thing to do.',
      runs: 'A run proposes the month’s invoices. Nothing leaves before you have read the proposal and approved its total and its number of documents.',
      coverage:
        'Each contract line, day by day. Solid: billed. Hollow: credited. Red: never billed. Click a span to see its invoice.',
      drift:
        'Whatever strays from the contracts: days forgotten, billed ahead or twice. Each is corrected, or excused with a reason.',
      invoices:
        'An invoice never changes: it is cancelled by a credit note, whose effect on coverage is shown first. The question mark beside an amount says where it comes from.',
      history:
        'To take over from a former tool, drop its exports: the audit says what was billed twice, ahead or never.',
    },
    member: {
      contracts: 'Your contracts, and how far each is billed.',
      coverage: 'The days billed to your clients, and those that are not yet.',
      invoices: 'The invoices issued for your activity, as your clients received them.',
    },
  },
);

type StepName = Parameters<typeof sentences.now>[0];

/** Each step is told on the page it speaks of. */
const STEPS: Readonly<Record<string, readonly { readonly to: string; readonly says: StepName }[]>> = {
  '/gestion': [
    { to: '/gestion', says: 'management.dashboard' },
    { to: '/gestion/campagnes', says: 'management.runs' },
    { to: '/gestion/couverture', says: 'management.coverage' },
    { to: '/gestion/ecarts', says: 'management.drift' },
    { to: '/gestion/factures', says: 'management.invoices' },
    { to: '/gestion/reprise', says: 'management.history' },
  ],
  '/activite': [
    { to: '/activite', says: 'member.contracts' },
    { to: '/activite/couverture', says: 'member.coverage' },
    { to: '/activite/factures', says: 'member.invoices' },
  ],
};

interface TourProps {
  readonly steps: readonly { readonly to: string; readonly says: StepName }[];
  readonly at: number | null;
  readonly go: (step: number | null) => void;
}

/** Begins by itself once, on the demonstration only; later from the account's menu. */
export function useTour(space: Space | undefined): TourProps & { readonly start: () => void } {
  const steps = STEPS[space?.to ?? ''] ?? [];
  const navigate = useNavigate();
  const { data: setting } = api.useQuery('get', '/api/setting', {}, { staleTime: Infinity });
  const [seen, keepSeen] = useLocalStorage({
    key: `intendance.tour${space?.to ?? ''}`,
    defaultValue: false,
    getInitialValueInEffect: false,
  });
  const [step, setStep] = useState<number | null>(null);
  const begins = !seen && setting?.demo !== null && setting !== undefined && steps.length > 0;
  function go(next: number | null): void {
    setStep(next);
    if (next === null) keepSeen(true);
    else void navigate(steps[next]?.to ?? '/');
  }
  return { steps, at: step ?? (begins ? 0 : null), go, start: () => go(0) };
}

export function Tour({ steps, at, go }: TourProps) {
  const t = sentences.use();
  const step = at === null ? undefined : steps[at];
  if (at === null || !step) return null;
  const isLast = at === steps.length - 1;
  return (
    <Modal
      opened
      onClose={() => go(null)}
      title={t('title')}
      withOverlay={false}
      lockScroll={false}
      trapFocus
      yOffset="auto"
      closeButtonProps={{ 'aria-label': t('close') }}
      styles={{
        inner: { alignItems: 'flex-end', justifyContent: 'flex-end', padding: 16, pointerEvents: 'none' },
        content: { pointerEvents: 'auto', boxShadow: 'var(--mantine-shadow-xl)' },
      }}
    >
      <Stack gap="sm">
        <Text size="sm" aria-live="polite">
          {t(step.says)}
        </Text>
        <Progress
          value={((at + 1) / steps.length) * 100}
          size="xs"
          aria-label={t('step', { step: at + 1, of: steps.length })}
        />
        <Group justify="space-between">
          <Text size="xs" c="dimmed">
            {t('step', { step: at + 1, of: steps.length })}
          </Text>
          <Group gap="xs">
            {at > 0 && (
              <Button size="xs" variant="default" onClick={() => go(at - 1)}>
                {t('back')}
              </Button>
            )}
            <Button size="xs" onClick={() => go(isLast ? null : at + 1)}>
              {t(isLast ? 'end' : 'next')}
            </Button>
          </Group>
        </Group>
      </Stack>
    </Modal>
  );
}
