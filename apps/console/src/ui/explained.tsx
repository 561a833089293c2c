import { ActionIcon, Group, Popover, Stack, Text } from '@mantine/core';
import { IconHelpCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { texts } from '../i18n/texts';

const sentences = texts(
  'explained',
  { whence: 'D’où vient ce montant ? {{name}}', title: 'D’où vient ce montant ?' },
  { whence: 'Where does this amount come from? {{name}}', title: 'Where does this amount come from?' },
);

interface ExplainedProps {
  /** What the figure is, for who cannot see beside which figure the button stands. */
  readonly name: string;
  /** The figure itself. */
  readonly children: ReactNode;
  /** Its sum in words, with links to the rows that add up to it. Only made when opened. */
  readonly explanation: () => ReactNode;
  readonly width?: number;
}

/** A figure with « D’où vient ce montant ? » beside it. */
export function Explained({ name, children, explanation, width = 340 }: ExplainedProps) {
  const t = sentences.use();
  return (
    <Group component="span" display="inline-flex" gap={4} wrap="nowrap" align="center">
      {children}
      <Popover width={width} position="bottom" withArrow shadow="md" trapFocus withinPortal>
        <Popover.Target>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            aria-label={t('whence', { name })}
            data-print="hide"
          >
            <IconHelpCircle size={16} />
          </ActionIcon>
        </Popover.Target>
        <Popover.Dropdown>
          <Opened title={t('title')} explanation={explanation} />
        </Popover.Dropdown>
      </Popover>
    </Group>
  );
}

function Opened({ title, explanation }: { readonly title: string; readonly explanation: () => ReactNode }) {
  return (
    <Stack gap="xs">
      <Text fw={600} size="sm">
        {title}
      </Text>
      <Text component="div" size="sm">
        {explanation()}
      </Text>
    </Stack>
  );
}
