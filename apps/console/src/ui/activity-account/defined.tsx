import { Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Schema } from '../../api/api';
import { say, useLanguage } from '../../i18n/format';
import { Explained } from '../explained';
import { words } from './texts';

type Definition = Schema<'DefinitionView'>;

/** A figure that the API defines, or a step that only the picture has. */
export type Figure = Definition['figure'] | 'toCollect' | 'carried';

/** Whatever brings the definitions of its figures along. */
export interface Labelled {
  readonly definitions: readonly Definition[];
}

/** The names of figures, as the API defines them. */
export function useLabelled({ definitions }: Labelled): { labelOf: (figure: Figure) => string } {
  const t = words.use();
  const language = useLanguage();
  return {
    labelOf: (figure) => {
      if (figure === 'toCollect' || figure === 'carried') return t(`steps.${figure}`);
      return say(definitions.find((each) => each.figure === figure)!.label, language);
    },
  };
}

interface DefinedProps {
  readonly account: Labelled;
  readonly figure: Figure;
  /** The amount itself. */
  readonly children: ReactNode;
}

/** A figure with its definition behind it: the words of the API, and where they come from. */
export function Defined({ account, figure, children }: DefinedProps) {
  const { labelOf } = useLabelled(account);
  return (
    <Explained name={labelOf(figure)} explanation={() => <Words account={account} figure={figure} />}>
      {children}
    </Explained>
  );
}

function Words({ account, figure }: Omit<DefinedProps, 'children'>) {
  const t = words.use();
  const language = useLanguage();
  if (figure === 'toCollect' || figure === 'carried') return t(`says.${figure}`);
  const { words: said, source, verified } = account.definitions.find((each) => each.figure === figure)!;
  return (
    <Stack gap={6}>
      <span>{say(said, language)}</span>
      {source && (
        <Text size="xs" c="dimmed">
          {t(verified ? 'source' : 'unverified', { source })}
        </Text>
      )}
    </Stack>
  );
}
