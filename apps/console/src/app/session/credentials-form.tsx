import { Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { api, type Schema } from '../../api/api';
import { texts } from '../../i18n/texts';
import { ProblemNotice } from '../../ui/problem-notice';

const sentences = texts(
  'credentials',
  {
    email: 'Adresse électronique',
    password: 'Mot de passe',
    signIn: 'Se connecter',
    emailMissing: 'Indiquez votre adresse électronique.',
    passwordMissing: 'Indiquez votre mot de passe.',
    reveal: 'Afficher ou masquer le mot de passe',
  },
  {
    email: 'E-mail address',
    password: 'Password',
    signIn: 'Sign in',
    emailMissing: 'Enter your e-mail address.',
    passwordMissing: 'Enter your password.',
    reveal: 'Show or hide the password',
  },
);

interface CredentialsFormProps {
  readonly email?: string;
  readonly password?: string;
  /** The person is known already: only the password is asked. */
  readonly fixedEmail?: boolean;
  readonly onSignedIn: (session: Schema<'SessionView'>) => void;
}

export function CredentialsForm({ email = '', password = '', fixedEmail, onSignedIn }: CredentialsFormProps) {
  const t = sentences.use();
  const signIn = api.useMutation('post', '/api/session', { onSuccess: onSignedIn });
  const form = useForm({
    initialValues: { email, password },
    validate: {
      email: (value) => (value.trim() ? null : t('emailMissing')),
      password: (value) => (value ? null : t('passwordMissing')),
    },
  });
  return (
    <form onSubmit={form.onSubmit((body) => signIn.mutate({ body }))} noValidate>
      <Stack>
        <ProblemNotice error={signIn.error} />
        <TextInput
          label={t('email')}
          type="email"
          autoComplete="username"
          readOnly={fixedEmail}
          data-autofocus={fixedEmail ? undefined : true}
          {...form.getInputProps('email')}
        />
        <PasswordInput
          label={t('password')}
          autoComplete="current-password"
          data-autofocus={fixedEmail}
          visibilityToggleButtonProps={{ 'aria-label': t('reveal') }}
          {...form.getInputProps('password')}
        />
        <Button type="submit" loading={signIn.isPending} fullWidth>
          {t('signIn')}
        </Button>
      </Stack>
    </form>
  );
}
