export type RecentKeys = { has(key: string): boolean; add(key: string): void; delete(key: string): void }

/** Remembers the latest `most` keys and forgets the oldest beyond. */
export function recentKeys(most: number): RecentKeys {
  const keys = new Set<string>()
  return {
    has: (key) => keys.has(key),
    add(key) {
      keys.delete(key)
      keys.add(key)
      if (keys.size > most) for (const oldest of keys) return void keys.delete(oldest)
    },
    delete: (key) => void keys.delete(key),
  }
}
