import { Button, Modal, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { useNavigate } from 'react-router';
import { endWait, isWaiting, onWaitChange } from '../../api/session-gate';
import { texts } from '../../i18n/texts';
import { CredentialsForm } from './credentials-form';
import { forgetEverything, type Session } from './session';

const sentences = texts(
  'session-ended',
  {
    title: 'Votre session a pris fin',
    detail:
      'Reconnectez-vous pour continuer ici : votre saisie est gardée, et ce que vous demandiez sera repris.',
    leave: 'Quitter cette page',
  },
  {
    title: 'Your session has ended',
    detail: 'Sign in again to go on here: what you typed is kept, and what you asked for will be resumed.',
    leave: 'Leave this page',
  },
);

/** Over the page, which stays as it is below. Only the same person may go on in it. */
export function SessionEnded({ session }: { readonly session: Session }) {
  const t = sentences.use();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const opened = useSyncExternalStore(onWaitChange, isWaiting);

  function leave(): void {
    endWait('given up');
    void navigate('/connexion');
    forgetEverything(queries);
  }

  function goOn(signedIn: Session): void {
    if (signedIn.accountId === session.accountId) endWait('renewed');
    else leave();
  }

  return (
    <Modal opened={opened} onClose={() => undefined} withCloseButton={false} title={t('title')} zIndex={1000}>
      <Stack>
        <Text size="sm">{t('detail')}</Text>
        <CredentialsForm email={session.email} fixedEmail onSignedIn={goOn} />
        <Button variant="subtle" color="gray" onClick={leave}>
          {t('leave')}
        </Button>
      </Stack>
    </Modal>
  );
}
