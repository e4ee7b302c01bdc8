import '../../components/overlay-styles';
import { ActionIcon, Menu } from '@mantine/core';
import { IconDots, IconKey, IconPencil, IconUserOff } from '@tabler/icons-react';

interface RowMenuProps {
  label: string;
  change: string;
  reset: string;
  /** Null where disabling is not allowed: the user's own account. */
  disable: string | null;
  onChange: () => void;
  onReset: () => void;
  onDisable: () => void;
}

/** The actions on a manager or an account. */
export function RowMenu(props: RowMenuProps) {
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label={props.label}>
          <IconDots size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} onClick={props.onChange}>
          {props.change}
        </Menu.Item>
        <Menu.Item leftSection={<IconKey size={16} aria-hidden />} onClick={props.onReset}>
          {props.reset}
        </Menu.Item>
        {props.disable !== null && (
          <Menu.Item
            color="var(--star7-bad)"
            leftSection={<IconUserOff size={16} aria-hidden />}
            onClick={props.onDisable}
          >
            {props.disable}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
