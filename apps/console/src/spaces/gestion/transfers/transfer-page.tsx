import { Alert, Button, Card, Stack, Stepper } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconArrowBackUp, IconCheck, IconCircleCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { useParams, useSearchParams } from 'react-router';
import { NotFoundPage } from '../../../app/failed-page';
import { api, type Schema } from '../../../api/api';
import { useMay } from '../../../app/session/who';
import { useLanguage, writeDay } from '../../../i18n/format';
import { Loaded } from '../../../ui/loaded';
import { LoadingRows } from '../../../ui/loading';
import { Page } from '../../../ui/page';
import { CloseDialogue, UndoDialogue } from './ending-dialogues';
import { Journal } from './journal';
import { BillingStep } from './steps/billing-step';
import { ChoiceStep } from './steps/choice-step';
import { DocumentsStep } from './steps/documents-step';
import { FirstInvoiceStep } from './steps/first-invoice-step';
import { PictureStep } from './steps/picture-step';
import { SwitchStep } from './steps/switch-step';
import { words } from './texts';
import { TransferState } from './transfer-state';

type Transfer = Schema<'TransferView'>;

/** What the guide leads through; closing is an act of the page. */
const GUIDE = ['choice', 'conflicts', 'billing', 'documents', 'switch', 'firstInvoice'] as const;
type Guided = (typeof GUIDE)[number];

/** One below the other, six steps leave room for what they are about. */
const CLOSE_TOGETHER = {
  step: { minHeight: 'calc(var(--stepper-icon-size) + 8px)' },
  stepBody: { paddingTop: 6 },
} as const;

const isGuided = (step: string | null): step is Guided => GUIDE.includes(step as Guided);

export function TransferPage() {
  const t = words.use();
  const id = Number(useParams()['id']);
  const path = { id };
  const transfer = api.useQuery(
    'get',
    '/api/contract-transfers/{id}',
    { params: { path } },
    { enabled: id > 0 },
  );
  if (!(id > 0)) return <NotFoundPage />;
  return (
    <Loaded
      query={transfer}
      skeleton={
        <Page title={t('title')} above={[{ to: '/gestion/rapatriements', label: t('title') }]}>
          <LoadingRows rows={10} />
        </Page>
      }
    >
      {(data) => <TransferOf transfer={data} />}
    </Loaded>
  );
}

function TransferOf({ transfer }: { readonly transfer: Transfer }) {
  const t = words.use();
  const language = useLanguage();
  const mayWrite = useMay('administrator');
  const [params, setParams] = useSearchParams();
  const narrow = useMediaQuery('(max-width: 62em)') ?? false;
  const [ending, setEnding] = useState<'undo' | 'close' | null>(null);
  const { contracts, from, to, movesOn, state, nextStep } = transfer;
  const asked = params.get('etape');
  const step: Guided = isGuided(asked) ? asked : isGuided(nextStep) ? nextStep : 'firstInvoice';
  const goTo = (next: Guided) => setParams({ etape: next }, { replace: true });
  const over = state === 'closed' || state === 'undone';
  const shared = { transfer, mayWrite: mayWrite && !over, goTo };
  const done = (each: Guided) => transfer.steps.find((one) => one.step === each)?.state === 'done';
  return (
    <Page
      title={transfer.title}
      above={[{ to: '/gestion/rapatriements', label: t('title') }]}
      lead={
        <>
          <TransferState of={state} /> {transfer.code} ·{' '}
          {t('frame.lead', {
            contracts: t('contractCount', { count: contracts.length }),
            from: from.name,
            to: to.name,
            day: writeDay(movesOn, language),
          })}
        </>
      }
      actions={
        mayWrite &&
        !over && (
          <>
            <Button
              variant="default"
              leftSection={<IconArrowBackUp size={16} aria-hidden />}
              onClick={() => setEnding('undo')}
            >
              {t(state === 'preparing' ? 'frame.giveUp' : 'frame.undo')}
            </Button>
            {state === 'billing' && (
              <Button
                leftSection={<IconCircleCheck size={16} aria-hidden />}
                onClick={() => setEnding('close')}
              >
                {t('frame.close')}
              </Button>
            )}
          </>
        )
      }
    >
      <Stack gap="lg">
        {over && (
          <Alert role="note" variant="light" color="gray">
            {t(state === 'closed' ? 'frame.over' : 'frame.undone')}
          </Alert>
        )}
        <nav aria-label={t('frame.steps')}>
          <Stepper
            active={GUIDE.indexOf(step)}
            onStepClick={(at) => goTo(GUIDE[at]!)}
            size="sm"
            orientation={narrow ? 'vertical' : 'horizontal'}
            allowNextStepsSelect
            {...(narrow && { styles: CLOSE_TOGETHER })}
          >
            {GUIDE.map((each, at) => {
              // Whether it is done says the dossier, wherever one looks at the moment.
              const mark = done(each) ? <IconCheck size={18} aria-hidden /> : <span>{at + 1}</span>;
              return (
                <Stepper.Step
                  key={each}
                  label={
                    <>
                      {t(`steps.${each}`)}
                      {done(each) && <span className="visually-hidden"> – {t('frame.stepDone')}</span>}
                    </>
                  }
                  icon={mark}
                  progressIcon={mark}
                  completedIcon={mark}
                  {...(!done(each) && each !== step && { color: 'gray' })}
                  aria-current={each === step ? 'step' : undefined}
                />
              );
            })}
          </Stepper>
        </nav>
        <Card withBorder padding={narrow ? 'sm' : 'lg'}>
          {step === 'choice' && <ChoiceStep {...shared} />}
          {step === 'conflicts' && <PictureStep {...shared} />}
          {step === 'billing' && <BillingStep {...shared} />}
          {step === 'documents' && <DocumentsStep {...shared} />}
          {step === 'switch' && <SwitchStep {...shared} />}
          {step === 'firstInvoice' && <FirstInvoiceStep {...shared} />}
        </Card>
        <Journal transfer={transfer} mayWrite={mayWrite} />
      </Stack>
      {ending === 'undo' && <UndoDialogue transfer={transfer} onClose={() => setEnding(null)} />}
      {ending === 'close' && <CloseDialogue transfer={transfer} onClose={() => setEnding(null)} />}
    </Page>
  );
}
