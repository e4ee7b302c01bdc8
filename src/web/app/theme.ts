import { createTheme } from '@mantine/core';
import type { MantineColorsTuple } from '@mantine/core';

/** The palettes of the pages; the build leaves the others' variables out (vite.config.mts). */
type Palette = 'dark' | 'gray' | 'red' | 'orange' | 'yellow' | 'green' | 'teal' | 'blue' | 'indigo';

/** What a property of a component may call a colour. */
type ColorName = Palette | `${Palette}.${number}` | 'dimmed' | `var(--${string})`;

declare module '@mantine/core' {
  export interface MantineThemeColorsOverride {
    colors: Record<ColorName, MantineColorsTuple>;
  }
}

/**
 * Colours are in theme.css: Mantine would write them into a style element, which the content security policy
 * forbids. For the same reason nothing here may lock scrolling, and pages use no responsive style props (`{ base,
 * sm }`), no AppShell, no Grid and no SimpleGrid: CSS modules define the widths.
 */
export const theme = createTheme({
  primaryColor: 'indigo',
  primaryShade: 8,
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  // By name: importing the components here would put them on the first page.
  components: {
    // A `header` element would be the page's second banner landmark.
    Modal: {
      defaultProps: { lockScroll: false, centered: true, attributes: { header: { role: 'presentation' } } },
    },
    Drawer: { defaultProps: { lockScroll: false, attributes: { header: { role: 'presentation' } } } },
    // Its placeholder is not a permitted child of a menu.
    Menu: { defaultProps: { withInitialFocusPlaceholder: false } },
    Popover: { defaultProps: { shadow: 'md' } },
    Tooltip: { defaultProps: { openDelay: 400, events: { hover: true, focus: true, touch: false } } },
  },
});
