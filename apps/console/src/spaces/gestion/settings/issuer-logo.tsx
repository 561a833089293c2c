import { Button, FileButton, Group, Stack, Text } from '@mantine/core';
import { IconPhotoUp, IconTrash } from '@tabler/icons-react';
import { useRef } from 'react';
import { api, type Schema } from '../../../api/api';
import { useMay } from '../../../app/session/who';
import { ProblemNotice } from '../../../ui/problem-notice';
import classes from './settings.module.css';
import { words } from './texts';

/** The logo as the next invoice will bear it, and its change; a refused file leaves the former one. */
export function IssuerLogo({ issuer }: { readonly issuer: Schema<'IssuerView'> }) {
  const t = words.use();
  const mayChange = useMay('administrator');
  const params = { path: { id: issuer.id } };
  const change = api.useMutation('put', '/api/issuers/{id}/logo');
  const remove = api.useMutation('delete', '/api/issuers/{id}/logo');
  const reset = useRef<() => void>(null);
  const send = (file: File | null) => {
    if (!file) return;
    remove.reset();
    const form = new FormData();
    form.set('logo', file);
    // The same file may be chosen again after it was corrected.
    reset.current?.();
    change.mutate({ params, body: form as never, bodySerializer: (body: unknown) => body as FormData });
  };
  return (
    <Stack gap="xs" mt="md">
      <Group gap="md" align="center" wrap="nowrap">
        <div className={classes.logo}>
          {issuer.logo ? (
            // The hash in the address makes the browser ask again after a change.
            <img
              src={`/api/issuers/${issuer.id}/logo?${issuer.logo}`}
              alt={t('issuers.logoOf', { name: issuer.name })}
            />
          ) : (
            <Text size="xs" c="gray.7">
              {t('issuers.noLogo')}
            </Text>
          )}
        </div>
        {mayChange && !issuer.outside && (
          <Stack gap={6}>
            <Text size="xs" c="dimmed">
              {t('issuers.logoHint')}
            </Text>
            <Group gap="xs">
              <FileButton onChange={send} accept="image/png,image/jpeg" resetRef={reset}>
                {(props) => (
                  <Button
                    {...props}
                    variant="default"
                    size="xs"
                    loading={change.isPending}
                    leftSection={<IconPhotoUp size={14} />}
                  >
                    {t(issuer.logo ? 'issuers.changeLogo' : 'issuers.chooseLogo')}
                  </Button>
                )}
              </FileButton>
              {issuer.logo && (
                <Button
                  variant="subtle"
                  size="xs"
                  loading={remove.isPending}
                  leftSection={<IconTrash size={14} />}
                  onClick={() => {
                    change.reset();
                    remove.mutate({ params });
                  }}
                >
                  {t('issuers.removeLogo')}
                </Button>
              )}
            </Group>
          </Stack>
        )}
      </Group>
      <ProblemNotice error={change.error ?? remove.error} />
    </Stack>
  );
}
