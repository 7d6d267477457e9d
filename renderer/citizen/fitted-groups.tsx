/** Everything the citizen is asked to check, on one screen: the citizen has no wheel and no keyboard, so nothing may scroll away. */
import { useLayoutEffect, useRef, useState } from 'react';
import { DescriptionList, type Row } from '../ui/description-list.tsx';

/** Steps of type, largest first; the first that fits is taken. */
const sizes = ['check-size-0', 'check-size-1', 'check-size-2', 'check-size-3', 'check-size-4'];

export function FittedGroups({ groups }: { groups: readonly { title: string; rows: readonly Row[] }[] }) {
  const box = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState(0);
  // Measured after each render: too high or too wide by columns means one size down.
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const overflows = element.scrollHeight > element.clientHeight + 1 || element.scrollWidth > element.clientWidth + 1;
    if (overflows && size < sizes.length - 1) setSize(size + 1);
  });
  return (
    <div className={`check-groups ${sizes[size]}`} ref={box}>
      {groups.map((group) => (
        <section key={group.title}>
          <h2 className="check-title">{group.title}</h2>
          <DescriptionList rows={group.rows} />
        </section>
      ))}
    </div>
  );
}
