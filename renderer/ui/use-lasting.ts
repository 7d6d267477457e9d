/** True once a condition has lasted for a while; false at once when it ends. Keeps short work from flickering. */
import { useEffect, useState } from 'react';

export function useLasting(condition: boolean, forMs: number): boolean {
  const [lasting, setLasting] = useState(false);
  useEffect(() => {
    if (!condition) {
      setLasting(false);
      return;
    }
    const timer = setTimeout(() => setLasting(true), forMs);
    return () => clearTimeout(timer);
  }, [condition, forMs]);
  return condition && lasting;
}
