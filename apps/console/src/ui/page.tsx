import { Anchor, Box, Breadcrumbs, Group, Text, Title } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';
import { Link } from 'react-router';

interface PageProps {
  readonly title: string;
  /** One line under the title. */
  readonly lead?: ReactNode;
  /** The pages above this one, outermost first. */
  readonly above?: readonly { readonly to: string; readonly label: string }[];
  /** Buttons on the right of the title. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** The frame of each screen: its title (also of the browser's tab), the way back, its actions. */
export function Page({ title, lead, above = [], actions, children }: PageProps) {
  useEffect(() => {
    document.title = `${title} – Intendance`;
  }, [title]);
  return (
    <Box component="article" p={{ base: 'sm', sm: 'lg' }} maw={1680} mx="auto">
      {above.length > 0 && (
        <Breadcrumbs mb={4} fz="sm" data-print="hide">
          {above.map(({ to, label }) => (
            <Anchor key={to} component={Link} to={to} size="sm">
              {label}
            </Anchor>
          ))}
        </Breadcrumbs>
      )}
      <Group justify="space-between" align="flex-start" mb="md" gap="sm">
        <Box>
          <Title order={1}>{title}</Title>
          {lead && (
            <Text component="div" c="dimmed" size="sm">
              {lead}
            </Text>
          )}
        </Box>
        {actions && (
          <Group gap="xs" data-print="hide">
            {actions}
          </Group>
        )}
      </Group>
      {children}
    </Box>
  );
}
