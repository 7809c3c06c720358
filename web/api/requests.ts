import { deedOperations } from './requests/deeds.ts'
import { draftOperations } from './requests/drafts.ts'
import { ownRequestOperations } from './requests/own.ts'
import { trackingOperations } from './requests/tracking.ts'

/** Requests of the people: by account, as a guest, without a name, and by tracking code. */
export const requestOperations = [...ownRequestOperations, ...draftOperations, ...trackingOperations, ...deedOperations]
