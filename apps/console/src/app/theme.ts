import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

/** The one accent: a sea green, dark enough at 7 for white text (contrast above 4.5). */
const tide: MantineColorsTuple = [
  '#e9f6f6',
  '#d3e9e9',
  '#a5d3d3',
  '#75bcbd',
  '#4fa8aa',
  '#379c9e',
  '#22898b',
  '#12696c',
  '#085659',
  '#004346',
];

export const theme = createTheme({
  colors: { tide },
  primaryColor: 'tide',
  primaryShade: { light: 7, dark: 7 },
  fontFamily: "'IBM Plex Sans Variable', 'IBM Plex Sans', system-ui, sans-serif",
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, monospace',
  headings: { fontWeight: '600', sizes: { h1: { fontSize: '1.5rem' }, h2: { fontSize: '1.15rem' } } },
  defaultRadius: 'md',
  cursorType: 'pointer',
  // Seen only when the keyboard is used, and then always.
  focusRing: 'auto',
  respectReducedMotion: true,
  components: {
    // Nothing moves by itself: what appears is there at once.
    Modal: { defaultProps: { transitionProps: { duration: 0 }, centered: true } },
    Drawer: { defaultProps: { transitionProps: { duration: 0 } } },
    Tooltip: {
      defaultProps: { withArrow: true, openDelay: 250, events: { hover: true, focus: true, touch: true } },
    },
    Popover: { defaultProps: { transitionProps: { duration: 0 } } },
    Menu: { defaultProps: { transitionProps: { duration: 0 } } },
  },
});

/** Where Mantine's own greys are too pale to read: WCAG 2.2 AA asks for a contrast of 4.5. */
export const readableVariables: CSSVariablesResolver = ({ colors }) => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': colors.gray[7],
    '--mantine-color-placeholder': colors.gray[6],
    '--mantine-color-error': colors.red[9],
    '--shell-background': '#f6f8f8',
  },
  dark: {
    '--mantine-color-dimmed': colors.dark[1],
    '--mantine-color-placeholder': colors.dark[2],
    '--mantine-color-error': colors.red[4],
    '--mantine-color-anchor': '#75bcbd',
    '--mantine-color-tide-text': '#75bcbd',
    '--mantine-color-tide-light-color': '#a5d3d3',
    '--shell-background': colors.dark[8],
  },
});
