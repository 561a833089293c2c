import { MantineProvider } from '@mantine/core';
import { DatesProvider } from '@mantine/dates';
import { ModalsProvider } from '@mantine/modals';
import { Notifications } from '@mantine/notifications';
import { MutationCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import 'dayjs/locale/fr';
import 'dayjs/locale/en-gb';
import { useMemo } from 'react';
import { RouterProvider } from 'react-router';
import { problemOf } from '../api/problem';
import { useLanguage } from '../i18n/format';
import { texts } from '../i18n/texts';
import { router } from './router';
import { readableVariables, themeOf } from './theme';

/** The server lets styles in by this nonce only; libraries that add style sheets look for `__webpack_nonce__`. */
const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce;
Object.assign(globalThis, { __webpack_nonce__: nonce });

const queries: QueryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      // A refusal stays a refusal; only a server that did not answer is asked again.
      retry: (failures, error) => failures < 2 && problemOf(error).status === 0 && navigator.onLine,
    },
  },
  // What one act changes shows in many places: whatever is in sight is read again.
  mutationCache: new MutationCache({ onSuccess: () => void queries.invalidateQueries() }),
});

const sentences = texts('app', { close: 'Fermer' }, { close: 'Close' });

export function App() {
  const language = useLanguage();
  const close = sentences.use()('close');
  const theme = useMemo(() => themeOf(close), [close]);
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={readableVariables}
      defaultColorScheme="auto"
      getStyleNonce={() => nonce ?? ''}
    >
      <DatesProvider settings={{ locale: language === 'fr' ? 'fr' : 'en-gb', firstDayOfWeek: 1 }}>
        <QueryClientProvider client={queries}>
          <ModalsProvider>
            <Notifications position="bottom-right" limit={4} />
            <RouterProvider router={router} />
          </ModalsProvider>
        </QueryClientProvider>
      </DatesProvider>
    </MantineProvider>
  );
}
