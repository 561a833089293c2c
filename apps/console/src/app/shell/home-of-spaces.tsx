import { IconDoor } from '@tabler/icons-react';
import { Navigate } from 'react-router';
import { texts } from '../../i18n/texts';
import { EmptyState } from '../../ui/empty-state';
import { useWho } from '../session/who';
import { spacesOf } from './spaces';

const sentences = texts(
  'home-of-spaces',
  {
    none: 'Aucun espace ne vous est encore ouvert',
    detail:
      'Votre compte n’a pas de rôle. Un administrateur peut vous en donner un dans Réglages › Personnes.',
  },
  {
    none: 'No space is open to you yet',
    detail: 'Your account has no role. An administrator can give you one in Settings › People.',
  },
);

export function HomeOfSpaces() {
  const t = sentences.use();
  const [first] = spacesOf(useWho().roles);
  if (first) return <Navigate to={first.to} replace />;
  return (
    <EmptyState icon={IconDoor} title={t('none')}>
      {t('detail')}
    </EmptyState>
  );
}
