import { Box, Button, Card, Code, Group, SegmentedControl, Stack, Text, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Navigate, useLocation, useNavigate } from 'react-router';
import { api } from '../../api/api';
import { useLanguage } from '../../i18n/format';
import { type Language, speak } from '../../i18n/language';
import { texts } from '../../i18n/texts';
import { CredentialsForm } from './credentials-form';
import { forgetEverything, useSession } from './session';

const sentences = texts(
  'sign-in',
  {
    title: 'Se connecter',
    lead: 'Chaque jour de chaque abonnement facturé une fois, et une seule.',
    demo: 'Coopérative de démonstration',
    demoLead: 'Tout y est inventé. Choisissez qui vous êtes, le mot de passe vient avec :',
    first: 'Premier compte',
    firstLead: 'Personne ne peut encore se connecter. Le premier administrateur se crée depuis le serveur :',
    language: 'Langue de la page',
    forgotten: 'Mot de passe oublié ? Un administrateur peut en donner un nouveau dans Réglages › Personnes.',
  },
  {
    title: 'Sign in',
    lead: 'Each day of each subscription billed once, and once only.',
    demo: 'Demonstration cooperative',
    demoLead: 'All of it is invented. Choose who you are, the password comes with it:',
    first: 'First account',
    firstLead: 'Nobody can sign in yet. The first administrator is created on the server:',
    language: 'Language of the page',
    forgotten: 'Forgotten password? An administrator can give a new one in Settings › People.',
  },
);

const FIRST_ACCOUNT = `npx intendance account create \\
  --role administrator \\
  --email prenom@exemple.coop \\
  --name "Prénom Nom"`;

/** Where one goes after signing in: the page that was asked for, when it is one of ours. */
function destination(state: unknown): string {
  const from = (state as { from?: unknown } | null)?.from;
  return typeof from === 'string' && from.startsWith('/') && !from.startsWith('//') ? from : '/';
}

export function SignInPage() {
  const t = sentences.use();
  const language = useLanguage();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { state } = useLocation();
  const session = useSession();
  const setting = api.useQuery('get', '/api/setting');
  const [chosen, choose] = useState({ email: '', password: '' });
  useEffect(() => {
    document.title = `${t('title')} – Intendance`;
  }, [language]);
  if (session.data) return <Navigate to={destination(state)} replace />;
  return (
    <Box component="main" mih="100vh" py={{ base: 'lg', sm: '12vh' }} px="md">
      <Stack maw={420} mx="auto" gap="lg">
        <Box>
          <Group justify="space-between" align="center">
            <Group gap="xs">
              <img src="/icon.svg" alt="" width={36} height={36} />
              <Title order={1}>Intendance</Title>
            </Group>
            <SegmentedControl
              size="xs"
              aria-label={t('language')}
              data={['fr', 'en']}
              value={language}
              onChange={(next) => void speak(next as Language)}
            />
          </Group>
          <Text c="dimmed" mt={4}>
            {t('lead')}
          </Text>
        </Box>
        <Card withBorder padding="lg">
          {/* Another choice of the demonstration begins the form anew. */}
          <CredentialsForm
            key={chosen.email}
            {...chosen}
            onSignedIn={() => {
              forgetEverything(queries);
              void navigate(destination(state), { replace: true });
            }}
          />
          <Text size="xs" c="dimmed" mt="md">
            {t('forgotten')}
          </Text>
        </Card>
        {/* Room is kept for it, so that the form does not move when the answer comes. */}
        <Box mih={260}>
          {setting.data?.demo && (
            <Stack gap="xs">
              <Title order={2}>{t('demo')}</Title>
              <Text size="sm">{t('demoLead')}</Text>
              {setting.data.demo.accounts.map(({ email, says }) => (
                <Button
                  key={email}
                  variant="default"
                  justify="flex-start"
                  onClick={() => choose({ email, password: setting.data.demo?.password ?? '' })}
                >
                  {says}
                </Button>
              ))}
            </Stack>
          )}
          {setting.data?.hasAccounts === false && (
            <Stack gap="xs">
              <Title order={2}>{t('first')}</Title>
              <Text size="sm">{t('firstLead')}</Text>
              <Code block>{FIRST_ACCOUNT}</Code>
            </Stack>
          )}
        </Box>
      </Stack>
    </Box>
  );
}
