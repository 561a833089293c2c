import type { Schema } from '../../../api/api';
import { StateBadge, type Tone } from '../../../ui/state-badge';
import { words } from './texts';

type State = Schema<'ContractRowView'>['state'];

const TONES = {
  running: 'done',
  paused: 'held',
  upcoming: 'waiting',
  ended: 'neutral',
  empty: 'attention',
} as const satisfies Record<State, Tone>;

export const CONTRACT_STATES = Object.keys(TONES) as State[];

export function ContractState({ of }: { readonly of: State }) {
  const t = words.use();
  return <StateBadge tone={TONES[of]}>{t(`states.${of}`)}</StateBadge>;
}
