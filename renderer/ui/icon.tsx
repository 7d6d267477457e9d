/** A KERN icon beside a text; never the only carrier of a meaning. */
export type IconName =
  | 'account-circle'
  | 'add'
  | 'arrow-back'
  | 'arrow-forward'
  | 'autorenew'
  | 'check'
  | 'checklist'
  | 'close'
  | 'danger'
  | 'edit'
  | 'help'
  | 'home'
  | 'info'
  | 'logout'
  | 'success'
  | 'visibility'
  | 'warning';

export function Icon({ name }: { name: IconName }) {
  return <span className={`kern-icon kern-icon--${name}`} aria-hidden="true" />;
}
