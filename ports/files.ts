import type { Brand } from '#kernel/brand.ts'

/** Random, 40 hex digits: tells nothing about the person, the application or the file. */
export type FileKey = Brand<string, 'FileKey'>

/**
 * Keeps whole files (at most a few megabytes) under random keys. It knows nothing of people or permissions: what it holds
 * is reached only through the portal. Every method throws OutsideSystemUnavailable when the answer is not certain.
 */
export type FileStore = {
  /**
   * Keeps the bytes; when this returns they are safe against a power cut, and at no time does anybody read half a file.
   * The same key again replaces. Only the maker of a key writes to it, one put at a time.
   * `type` is the media type of the content, for those who look into the store.
   */
  put(key: FileKey, bytes: Uint8Array, type: string): Promise<void>
  /** The bytes; null only when the store is certain that it has none. */
  get(key: FileKey): Promise<Uint8Array | null>
  /** Forgets the bytes, and whatever an interrupted `put` left of them. Nothing there is fine. */
  delete(key: FileKey): Promise<void>
}
