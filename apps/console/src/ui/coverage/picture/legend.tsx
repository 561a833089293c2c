import { Group, Text, useComputedColorScheme } from '@mantine/core';
import { useLayoutEffect, useRef } from 'react';
import { pictureTexts } from '../texts';
import { drawSpan } from './draw-span';
import { CARRIER_DASHES, LEGEND, PALETTES, type Scheme } from './look';
import type { CoverageState } from './rows';

const WIDTH = 26;
const HEIGHT = 18;

interface LegendProps {
  /** Codes with their names, in the order in which their lines are drawn. */
  readonly issuers: readonly { readonly code: string; readonly name: string }[];
}

/** What the shapes mean; drawn by what draws the picture. */
export function Legend({ issuers }: LegendProps) {
  const t = pictureTexts.use();
  const scheme = useComputedColorScheme('light', { getInitialValueInEffect: false });
  return (
    <Group component="ul" gap="6px 16px" m={0} p={0} style={{ listStyle: 'none' }} aria-label={t('legend')}>
      {LEGEND.map((state) => (
        <Group component="li" key={state} gap={6} wrap="nowrap">
          <Swatch draw={drawState} of={state} scheme={scheme} />
          <Text size="sm">{t(`states.${state}`)}</Text>
        </Group>
      ))}
      {issuers.map(({ code, name }, index) => (
        <Group component="li" key={code} gap={6} wrap="nowrap">
          <Swatch draw={drawCarrier} of={index} scheme={scheme} />
          <Text size="sm" title={name}>
            {t('carriers')} {code}
          </Text>
        </Group>
      ))}
    </Group>
  );
}

type Draw<T> = (pen: CanvasRenderingContext2D, of: T, look: { scheme: Scheme; ratio: number }) => void;

interface SwatchProps<T> {
  readonly of: T;
  readonly draw: Draw<T>;
  readonly scheme: Scheme;
}

function Swatch<T>({ of, draw, scheme }: SwatchProps<T>) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const ratio = window.devicePixelRatio;
  useLayoutEffect(() => {
    const pen = canvas.current?.getContext('2d');
    if (!pen) return;
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.clearRect(0, 0, WIDTH, HEIGHT);
    draw(pen, of, { scheme, ratio });
  }, [of, draw, scheme, ratio]);
  return (
    <canvas
      ref={canvas}
      width={WIDTH * ratio}
      height={HEIGHT * ratio}
      style={{ width: WIDTH, height: HEIGHT, flex: 'none' }}
      aria-hidden
    />
  );
}

const drawState: Draw<CoverageState> = (pen, state, look) =>
  drawSpan(pen, state, { x: 0, y: 1, width: WIDTH, height: 16 }, look);

const drawCarrier: Draw<number> = (pen, place, { scheme }) => {
  const { carriers } = PALETTES[scheme];
  pen.strokeStyle = carriers[place % carriers.length]!;
  pen.lineWidth = 3;
  pen.setLineDash([...CARRIER_DASHES[place % CARRIER_DASHES.length]!]);
  pen.beginPath();
  pen.moveTo(0, HEIGHT / 2);
  pen.lineTo(WIDTH, HEIGHT / 2);
  pen.stroke();
};
