import { Badge } from '@mantine/core';
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleX,
  IconHandStop,
  IconInfoCircle,
  IconLoader,
} from '@tabler/icons-react';

import classes from './state-badge.module.css';

/** What a state means for the person who reads it. Each has its colour, its shape and its word. */
export type Tone = 'done' | 'running' | 'waiting' | 'attention' | 'held' | 'failed' | 'neutral';

const TONES = {
  done: { color: 'teal', icon: IconCircleCheck },
  running: { color: 'blue', icon: IconLoader },
  waiting: { color: 'gray', icon: IconCircleDashed },
  attention: { color: 'yellow', icon: IconAlertTriangle },
  held: { color: 'orange', icon: IconHandStop },
  failed: { color: 'red', icon: IconCircleX },
  neutral: { color: 'gray', icon: IconInfoCircle },
} as const;

export function StateBadge({ tone, children }: { readonly tone: Tone; readonly children: string }) {
  const { color, icon: Icon } = TONES[tone];
  return (
    <Badge
      color={color}
      variant="light"
      radius="sm"
      tt="none"
      fw={500}
      fz={12}
      classNames={{ root: classes.badge, label: classes.label }}
      leftSection={<Icon size={14} aria-hidden />}
    >
      {children}
    </Badge>
  );
}
