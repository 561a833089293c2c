import { Kbd, Modal, Table } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useNavigate } from 'react-router';
import { texts } from '../../i18n/texts';
import { openPalette } from './palette';
import { type Space, spaceTexts } from './spaces';

const sentences = texts(
  'keyboard',
  {
    title: 'Raccourcis clavier',
    keys: 'Touches',
    effect: 'Effet',
    search: 'Rechercher partout',
    help: 'Cette aide',
    followedBy: 'puis',
    go: 'Aller à : {{place}}',
    inCoverage: 'Dans la couverture : se déplacer d’un jour facturé à l’autre, ligne à ligne',
    open: 'Dans la couverture : ouvrir ce qui est montré',
    zoom: 'Dans la couverture : agrandir ou réduire le temps',
    close: 'Fermer une fenêtre, revenir à la page',
  },
  {
    title: 'Keyboard shortcuts',
    keys: 'Keys',
    effect: 'Effect',
    search: 'Search everything',
    help: 'This help',
    followedBy: 'then',
    go: 'Go to: {{place}}',
    inCoverage: 'In the coverage: move from span to span, line by line',
    open: 'In the coverage: open what is shown',
    zoom: 'In the coverage: zoom in or out of time',
    close: 'Close a window, go back to the page',
  },
);

/** How long « g » waits for its letter. */
const SECOND_KEY_MS = 1200;

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable]') !== null
  );
}

/** « ? » for help, « g » then a letter for a page; never while one types. Ctrl K belongs to the palette. */
export function useKeyboard(space: Space | undefined, onHelp: () => void): void {
  const navigate = useNavigate();
  const began = useRef(0);
  useEffect(() => {
    function onKey(event: KeyboardEvent): void {
      if (isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
      if (document.querySelector('[role="dialog"]')) return;
      const isSecond = Date.now() - began.current < SECOND_KEY_MS;
      began.current = 0;
      if (event.key === '?') onHelp();
      else if (event.key === '/') {
        event.preventDefault();
        openPalette();
      } else if (isSecond) {
        const place = space?.groups
          .flatMap(({ places }) => places)
          .find(({ letter }) => letter === event.key);
        if (place) void navigate(place.to);
      } else if (event.key === 'g') began.current = Date.now();
    }
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [space, navigate, onHelp]);
}

interface KeyboardHelpProps {
  readonly space: Space | undefined;
  readonly opened: boolean;
  readonly onClose: () => void;
}

export function KeyboardHelp({ space, opened, onClose }: KeyboardHelpProps) {
  const t = sentences.use();
  const name = spaceTexts.use();
  const places = space?.groups.flatMap((group) => group.places) ?? [];
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('title')}
      size="lg"
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Table verticalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('keys')}</Table.Th>
            <Table.Th scope="col">{t('effect')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          <Shortcut keys={['Ctrl K', '/']} effect={t('search')} />
          <Shortcut keys={['?']} effect={t('help')} />
          <Shortcut keys={['Échap']} effect={t('close')} />
          {places.map((place) => (
            <Shortcut
              key={place.to}
              keys={['g', place.letter]}
              between={t('followedBy')}
              effect={t('go', { place: name(place.name) })}
            />
          ))}
          <Shortcut keys={['←', '→', '↑', '↓']} effect={t('inCoverage')} />
          <Shortcut keys={['Entrée']} effect={t('open')} />
          <Shortcut keys={['+', '−']} effect={t('zoom')} />
        </Table.Tbody>
      </Table>
    </Modal>
  );
}

interface ShortcutProps {
  readonly keys: readonly string[];
  readonly between?: string;
  readonly effect: string;
}

function Shortcut({ keys, between, effect }: ShortcutProps) {
  return (
    <Table.Tr>
      <Table.Td className="nowrap">
        {keys.map((key, index) => (
          <span key={key}>
            {index > 0 && ` ${between ?? ''} `}
            <Kbd>{key}</Kbd>
          </span>
        ))}
      </Table.Td>
      <Table.Td>{effect}</Table.Td>
    </Table.Tr>
  );
}
