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

/** What lies over the page: its header is no second banner of the page, and its cross says what it does. */
function overThePage(close: string) {
  return {
    transitionProps: { duration: 0 },
    attributes: { header: { role: 'presentation' } },
    closeButtonProps: { 'aria-label': close },
  };
}

/** `close` is the word on the cross of whatever lies over the page. */
export function themeOf(close: string) {
  return createTheme({
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
      Modal: { defaultProps: { ...overThePage(close), centered: true } },
      Drawer: { defaultProps: overThePage(close) },
      Notification: { defaultProps: { closeButtonProps: { 'aria-label': close } } },
      Tooltip: {
        defaultProps: { withArrow: true, openDelay: 250, events: { hover: true, focus: true, touch: true } },
      },
      Popover: { defaultProps: { transitionProps: { duration: 0 } } },
      Menu: { defaultProps: { transitionProps: { duration: 0 } } },
    },
  });
}

/** Where Mantine's own greys are too pale to read: WCAG 2.2 AA asks for a contrast of 4.5. */
export const readableVariables: CSSVariablesResolver = ({ colors }) => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': colors.gray[7],
    '--mantine-color-placeholder': colors.gray[7],
    '--mantine-color-error': colors.red[9],
    // Text on the same colour, pale: badges, alerts, buttons of the light variant.
    '--mantine-color-teal-light-color': '#05614a',
    '--mantine-color-blue-light-color': colors.blue[9],
    '--mantine-color-gray-light-color': colors.gray[8],
    '--mantine-color-yellow-light-color': '#7a4300',
    '--mantine-color-orange-light-color': '#8f3200',
    '--mantine-color-red-light-color': '#a61e1e',
    '--shell-background': '#f6f8f8',
  },
  dark: {
    '--mantine-color-dimmed': colors.dark[1],
    '--mantine-color-placeholder': colors.dark[2],
    '--mantine-color-error': colors.red[4],
    '--mantine-color-teal-light-color': colors.teal[3],
    '--mantine-color-blue-light-color': colors.blue[3],
    '--mantine-color-gray-light-color': colors.gray[4],
    '--mantine-color-yellow-light-color': colors.yellow[3],
    '--mantine-color-orange-light-color': colors.orange[3],
    '--mantine-color-red-light-color': colors.red[3],
    '--mantine-color-anchor': '#75bcbd',
    '--mantine-color-tide-text': '#75bcbd',
    '--mantine-color-tide-light-color': '#a5d3d3',
    '--shell-background': colors.dark[8],
  },
});
