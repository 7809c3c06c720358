import { accountOperations } from './account.ts'
import { applicationOperations } from './applications.ts'
import { certificateOperations } from './certificates.ts'
import { paymentOperations } from './payments.ts'
import type { Operation } from './operation.ts'
import { publicOperations } from './public.ts'
import { publishedOperations } from './published.ts'
import { questionOperations } from './questions.ts'
import { recoveryOperations } from './recovery.ts'
import { requestOperations } from './requests.ts'
import { serviceOperations } from './services.ts'
import { sessionOperations } from './session.ts'
import { sheetOperations } from './sheets.ts'
import { signUpOperations } from './sign-up.ts'

/** The whole API: what is registered and what is documented. */
export const operations: readonly Operation[] = [
  ...signUpOperations,
  ...recoveryOperations,
  ...sessionOperations,
  ...accountOperations,
  ...serviceOperations,
  ...sheetOperations,
  ...applicationOperations,
  ...certificateOperations,
  ...paymentOperations,
  ...publicOperations,
  ...publishedOperations,
  ...questionOperations,
  ...requestOperations,
]
