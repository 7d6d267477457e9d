/** The pages of one room, side by side under its heading. */

export interface PageTabsProps<P extends string> {
  label: string;
  pages: readonly { page: P; label: string }[];
  current: P;
  onChange(page: NoInfer<P>): void;
}

export function PageTabs<P extends string>({ label, pages, current, onChange }: PageTabsProps<P>) {
  return (
    <nav className="page-tabs" aria-label={label}>
      {pages.map(({ page, label: name }) => (
        <button
          key={page}
          type="button"
          className="page-tab"
          aria-current={current === page ? 'page' : undefined}
          onClick={() => onChange(page)}
        >
          {name}
        </button>
      ))}
    </nav>
  );
}
