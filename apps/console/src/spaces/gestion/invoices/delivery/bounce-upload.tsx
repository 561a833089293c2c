import { Button, FileButton } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconMailX } from '@tabler/icons-react';
import { api } from '../../../../api/api';
import { problemOf } from '../../../../api/problem';
import { words } from '../texts';

/** Files a message that came back: the document it was about did not arrive. */
export function BounceUpload() {
  const t = words.use();
  const file = api.useMutation('post', '/api/bounces', {
    onSuccess: ({ number }) =>
      notifications.show({
        color: number ? undefined : 'yellow',
        message: number ? t('settleList.bounced', { number }) : t('settleList.bounceUnknown'),
      }),
    onError: (error: unknown) => notifications.show({ color: 'red', message: problemOf(error).detail }),
  });
  const upload = (message: File | null) => {
    if (!message) return;
    const form = new FormData();
    form.append('file', message);
    file.mutate({ body: form as never });
  };
  return (
    <FileButton accept=".eml,message/rfc822" onChange={upload}>
      {(props) => (
        <Button
          {...props}
          variant="default"
          loading={file.isPending}
          leftSection={<IconMailX size={18} aria-hidden />}
        >
          {t('settleList.bounce')}
        </Button>
      )}
    </FileButton>
  );
}
