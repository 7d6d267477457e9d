/** Free space where the journal lies; null when the system does not tell. */
import { statfs } from 'node:fs/promises';

export async function freeBytes(folder: string): Promise<number | null> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch {
    return null;
  }
}
