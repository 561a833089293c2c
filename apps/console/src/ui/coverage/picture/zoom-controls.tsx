import { ActionIcon, Button, Group, SegmentedControl, Tooltip, VisuallyHidden } from '@mantine/core';
import { IconCalendarDot, IconZoomIn, IconZoomOut } from '@tabler/icons-react';
import { pictureTexts } from '../texts';
import { nextZoom, type ZoomName, ZOOMS } from './time-scale';

interface ZoomControlsProps {
  readonly zoom: ZoomName;
  readonly onZoom: (zoom: ZoomName) => void;
  readonly onToday: () => void;
}

export function ZoomControls({ zoom, onZoom, onToday }: ZoomControlsProps) {
  const t = pictureTexts.use();
  return (
    <Group gap="xs" data-print="hide">
      <SegmentedControl
        size="xs"
        transitionDuration={0}
        aria-label={t('zoom')}
        value={zoom}
        onChange={(name) => onZoom(name as ZoomName)}
        data={ZOOMS.map(({ name }) => ({ value: name, label: t(`zooms.${name}`) }))}
      />
      <Group gap={4} visibleFrom="sm">
        <Step label={t('nearer')} icon={IconZoomIn} to={nextZoom(zoom, -1)} zoom={zoom} onZoom={onZoom} />
        <Step label={t('farther')} icon={IconZoomOut} to={nextZoom(zoom, 1)} zoom={zoom} onZoom={onZoom} />
      </Group>
      <ActionIcon variant="default" size={30} hiddenFrom="sm" onClick={onToday} aria-label={t('toToday')}>
        <IconCalendarDot size={16} aria-hidden />
      </ActionIcon>
      <Button
        variant="default"
        size="xs"
        visibleFrom="sm"
        onClick={onToday}
        leftSection={<IconCalendarDot size={16} aria-hidden />}
      >
        {t('toToday')}
      </Button>
    </Group>
  );
}

interface StepProps extends Pick<ZoomControlsProps, 'zoom' | 'onZoom'> {
  readonly label: string;
  readonly icon: typeof IconZoomIn;
  readonly to: ZoomName;
}

function Step({ label, icon: Icon, to, zoom, onZoom }: StepProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon variant="default" size="md" disabled={to === zoom} onClick={() => onZoom(to)}>
        <Icon size={16} aria-hidden />
        <VisuallyHidden>{label}</VisuallyHidden>
      </ActionIcon>
    </Tooltip>
  );
}
