import type { FileStore } from '#ports/files.ts'
import type { FilesAddress } from './address.ts'
import { directoryFiles } from './directory.ts'
import { s3Files, type S3Credentials } from './s3.ts'

/** The file store at this address. */
export function openFiles(address: FilesAddress, credentials?: S3Credentials): FileStore {
  if (address.kind === 'directory') return directoryFiles(address.path)
  return s3Files({ ...address, ...(credentials === undefined ? {} : { credentials }) })
}
