import type { Schema } from '../../../api/api';
import { StateBadge, type Tone } from '../../../ui/state-badge';
import { words } from './texts';

type State = Schema<'TransferRowView'>['state'];

const TONES = {
  preparing: 'waiting',
  switched: 'running',
  billing: 'running',
  closed: 'done',
  undone: 'neutral',
} as const satisfies Record<State, Tone>;

export function TransferState({ of }: { readonly of: State }) {
  const t = words.use();
  return <StateBadge tone={TONES[of]}>{t(`states.${of}`)}</StateBadge>;
}
