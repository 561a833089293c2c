import { ActionIcon, Menu, Text, useMantineColorScheme } from '@mantine/core';
import {
  IconDeviceDesktop,
  IconKeyboard,
  IconLanguage,
  IconLogout,
  IconMoon,
  IconRoute,
  IconSun,
  IconUserCircle,
} from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { http } from '../../api/api';
import { useLanguage } from '../../i18n/format';
import { speak } from '../../i18n/language';
import { texts } from '../../i18n/texts';
import { forgetEverything, type Session } from '../session/session';

const sentences = texts(
  'account-menu',
  {
    account: 'Compte de {{name}}',
    light: 'Clair',
    dark: 'Sombre',
    auto: 'Comme le système',
    appearance: 'Apparence',
    other: 'English',
    keyboard: 'Raccourcis clavier',
    tour: 'Visite guidée',
    leave: 'Se déconnecter',
  },
  {
    account: 'Account of {{name}}',
    light: 'Light',
    dark: 'Dark',
    auto: 'As the system',
    appearance: 'Appearance',
    other: 'Français',
    keyboard: 'Keyboard shortcuts',
    tour: 'Guided tour',
    leave: 'Sign out',
  },
);

const SCHEMES = { light: IconSun, dark: IconMoon, auto: IconDeviceDesktop } as const;

interface AccountMenuProps {
  readonly session: Session;
  readonly onHelp: () => void;
  readonly onTour: () => void;
}

export function AccountMenu({ session, onHelp, onTour }: AccountMenuProps) {
  const t = sentences.use();
  const language = useLanguage();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const queries = useQueryClient();
  const navigate = useNavigate();

  async function leave(): Promise<void> {
    await http.DELETE('/api/session');
    void navigate('/connexion');
    forgetEverything(queries);
  }

  return (
    <Menu position="bottom-end" withArrow shadow="md" width={240}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t('account', { name: session.name })}>
          <IconUserCircle size={24} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Text size="sm" fw={600} px="sm" pt={4}>
          {session.name}
        </Text>
        <Text size="xs" c="dimmed" px="sm" pb={4}>
          {session.email}
        </Text>
        <Menu.Divider />
        <Menu.Label>{t('appearance')}</Menu.Label>
        {(['light', 'dark', 'auto'] as const).map((scheme) => {
          const Icon = SCHEMES[scheme];
          return (
            <Menu.Item
              key={scheme}
              leftSection={<Icon size={18} />}
              fw={scheme === colorScheme ? 600 : undefined}
              aria-current={scheme === colorScheme || undefined}
              onClick={() => setColorScheme(scheme)}
            >
              {t(scheme)}
            </Menu.Item>
          );
        })}
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconLanguage size={18} />}
          lang={language === 'fr' ? 'en' : 'fr'}
          onClick={() => void speak(language === 'fr' ? 'en' : 'fr')}
        >
          {t('other')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconKeyboard size={18} />}
          onClick={onHelp}
          rightSection={<Text size="xs">?</Text>}
        >
          {t('keyboard')}
        </Menu.Item>
        <Menu.Item leftSection={<IconRoute size={18} />} onClick={onTour}>
          {t('tour')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={18} />} onClick={() => void leave()}>
          {t('leave')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
