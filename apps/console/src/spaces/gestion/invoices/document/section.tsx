import { Paper, Title } from '@mantine/core';
import { type ReactNode, useId } from 'react';

/** A part of the page with its name; read aloud as a region. */
export function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const id = useId();
  return (
    <Paper component="section" aria-labelledby={id} withBorder p="md">
      <Title order={2} size="h4" mb="sm" id={id}>
        {title}
      </Title>
      {children}
    </Paper>
  );
}
