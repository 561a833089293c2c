import { SegmentedControl } from '@mantine/core';
import { useNavigate } from 'react-router';
import { texts } from '../../i18n/texts';
import { type Space, spaceTexts } from './spaces';

const sentences = texts('space-switch', { choose: 'Choisir l’espace' }, { choose: 'Choose the space' });

interface SpaceSwitchProps {
  readonly spaces: readonly Space[];
  readonly current: Space | undefined;
}

/** One click from one's work to one's own pay and to one's shares; nothing for who has a single space. */
export function SpaceSwitch({ spaces, current }: SpaceSwitchProps) {
  const t = spaceTexts.use();
  const say = sentences.use();
  const navigate = useNavigate();
  if (spaces.length < 2) return null;
  return (
    <SegmentedControl
      size="xs"
      aria-label={say('choose')}
      value={current?.to ?? ''}
      onChange={(to) => void navigate(to)}
      data={spaces.map(({ to, name }) => ({ value: to, label: t(name) }))}
    />
  );
}
