import { createTheme } from '@mantine/core';

/**
 * Colours live in theme.css: Mantine would write them into a style element, which the content security policy forbids.
 * For the same reason nothing here may lock scrolling, and pages use no responsive style props (`{ base, sm }`), no
 * AppShell, no Grid and no SimpleGrid: widths are a matter of CSS modules.
 */
export const theme = createTheme({
  primaryColor: 'indigo',
  primaryShade: 8,
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  // By name: importing them here would put them on the first page.
  components: {
    // A header that is a landmark would be the page's second one.
    Modal: {
      defaultProps: { lockScroll: false, centered: true, attributes: { header: { role: 'presentation' } } },
    },
    Drawer: { defaultProps: { lockScroll: false, attributes: { header: { role: 'presentation' } } } },
    // The placeholder is a child that a menu may not have.
    Menu: { defaultProps: { withInitialFocusPlaceholder: false } },
    Popover: { defaultProps: { shadow: 'md' } },
    Tooltip: { defaultProps: { openDelay: 400, events: { hover: true, focus: true, touch: false } } },
  },
});
