/** A secondary action that first asks for its reason. */
import { useState } from 'react';
import { Button } from '../ui/button.tsx';
import type { IconName } from '../ui/icon.tsx';
import { ReasonDialog, type ReasonDialogProps } from './reason-dialog.tsx';

export interface ReasonButtonProps extends Omit<ReasonDialogProps, 'onClose'> {
  label: string;
  icon?: IconName;
  variant?: 'secondary' | 'tertiary';
  busy?: boolean;
}

export function ReasonButton({ label, icon, variant, busy, ...dialog }: ReasonButtonProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant={variant ?? 'secondary'} icon={icon} disabled={busy} onPress={() => setOpen(true)}>
        {label}
      </Button>
      {open && <ReasonDialog {...dialog} onClose={() => setOpen(false)} />}
    </>
  );
}
