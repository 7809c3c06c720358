import type { Problem, ProblemCode } from '#app/problem.ts'
import { problemStatus } from '#app/problem.ts'
import { z } from 'zod'

/** What a problem of each code is: its title for people, its status, and what a programmer should do about it. */
type Kind = { readonly status: number; readonly title: string; readonly meaning: string }

const of = (code: ProblemCode, title: string, meaning: string): Kind => ({
  status: problemStatus({ code, message: '' }),
  title,
  meaning,
})

/** Every code the API answers. Codes are never renamed or given another meaning; new ones may be added. */
export const problemKinds = {
  // From the use cases
  invalid: of(
    'invalid',
    'نیاز به اصلاح',
    'Fields are missing, unknown or wrong: `errors` says which and how to mend them.',
  ),
  limited: of(
    'limited',
    'تلاش بیش از اندازه',
    'Too many tries. Wait `Retry-After` seconds; `detail` tells the person what else they can do.',
  ),
  'wrong-step': of(
    'wrong-step',
    'نوبت این مرحله نیست',
    'This step comes later or is over. Ask for the present stage and go on from there.',
  ),
  'not-signed-in': of(
    'not-signed-in',
    'ورود لازم است',
    'The bearer token is missing, unknown, ended or of another kind. Begin again to get a new one.',
  ),
  'wrong-credentials': of(
    'wrong-credentials',
    'مشخصات ورود نادرست',
    'Number or password is wrong; which of the two is not told.',
  ),
  'not-found': of('not-found', 'پیدا نشد', 'There is nothing at this address, or it is no longer there.'),
  forbidden: of('forbidden', 'اجازه نیست', 'The caller is known but may not do this.'),
  busy: of(
    'busy',
    'سامانه شلوغ است',
    'Too much to do at this moment. Wait `Retry-After` seconds and send the same again.',
  ),
  unavailable: of(
    'unavailable',
    'پاسخگو نیست',
    'A system behind the portal does not answer. Nothing was changed; wait `Retry-After` seconds and send the same again.',
  ),
  lacking: of(
    'lacking',
    'مقداری از قانون هنوز معلوم نیست',
    'A value that the law sets year by year is not known for this day yet; `detail` says which. Nothing was changed; the same may be sent again another day.',
  ),
  // From the border
  malformed: { status: 400, title: 'درخواست خوانا نیست', meaning: 'The body is not a JSON object.' },
  'method-not-allowed': {
    status: 405,
    title: 'روش نادرست',
    meaning: 'The address exists, the method does not: see `Allow`.',
  },
  'too-large': {
    status: 413,
    title: 'بزرگ‌تر از اندازه',
    meaning: 'The body is larger than 16 KiB, or than a file may be.',
  },
  'unsupported-media-type': {
    status: 415,
    title: 'نوع محتوا نادرست',
    meaning: 'Bodies are sent as `application/json`, files as the document of their operation says.',
  },
  'idempotency-key-invalid': {
    status: 400,
    title: 'کلید تکرار نادرست',
    meaning: 'An `Idempotency-Key` has 16 to 255 visible ASCII characters.',
  },
  'idempotency-key-reused': {
    status: 422,
    title: 'کلید تکرار به کار رفته',
    meaning: 'This `Idempotency-Key` was used for another request. Make a new key for a new request.',
  },
  'idempotency-in-progress': {
    status: 409,
    title: 'در حال انجام',
    meaning:
      'The first request with this `Idempotency-Key` is still running. Wait `Retry-After` seconds and repeat it.',
  },
  internal: {
    status: 500,
    title: 'خطای سامانه',
    meaning: 'A fault of ours; it has been written down. Send the same again later, with the same `Idempotency-Key`.',
  },
} as const satisfies Record<ProblemCode, Kind> & Record<string, Kind>

export type ApiProblemCode = keyof typeof problemKinds
export const problemCodes = Object.keys(problemKinds) as ApiProblemCode[]

/** As a use case's problem, with the codes of the border too. */
export type ApiProblem = Omit<Problem, 'code'> & { readonly code: ApiProblemCode }

/** Thrown where the border refuses a request before any use case has seen it. */
export class Refusal extends Error {
  readonly problem: ApiProblem
  readonly headers: Readonly<Record<string, string>>
  constructor(problem: ApiProblem, headers: Readonly<Record<string, string>> = {}) {
    super(problem.code)
    this.problem = problem
    this.headers = headers
  }
}

/** Problem details by RFC 9457. */
export const ProblemDocument = z
  .strictObject({
    type: z.string().meta({
      description: 'Address of the list of all problems, with the code as its fragment.',
      examples: ['/api/v1/problems#invalid'],
    }),
    title: z
      .string()
      .meta({ description: 'Short name of this kind of problem, in Persian; the same for every problem of its code.' }),
    status: z.int().meta({ description: 'The HTTP status.' }),
    detail: z.string().meta({ description: 'A Persian sentence to show to the person: what is wrong and what to do.' }),
    code: z.enum(problemCodes).meta({ description: 'Stable; programs decide by this.' }),
    errors: z
      .array(
        z.strictObject({
          field: z.string().meta({ description: 'Name of the field in the body, query or path.' }),
          message: z.string().meta({ description: 'A Persian sentence to show beside the field.' }),
        }),
      )
      .optional()
      .meta({ description: 'Fields to mend, one or more sentences each.' }),
  })
  .meta({
    id: 'Problem',
    description:
      'Why a request was not carried out. Made for people and programs: `detail` and `errors[].message` are Persian sentences, `code` is stable.',
    examples: [
      {
        type: '/api/v1/problems#invalid',
        title: 'نیاز به اصلاح',
        status: 422,
        detail: 'بعضی از خانه‌ها نیاز به اصلاح دارد.',
        code: 'invalid',
        errors: [
          { field: 'personalNumber', message: 'این کد ملی درست نیست. رقم‌ها را یک‌به‌یک با کارت ملی خود مقایسه کنید.' },
        ],
      },
    ],
  })

/** The status, headers and body by which a problem is answered. */
export function problemAnswer(problem: ApiProblem) {
  const { status, title } = problemKinds[problem.code]
  const wait = problem.retryAfter ?? (status === 503 ? 30 : undefined)
  const body: z.infer<typeof ProblemDocument> = {
    type: `/api/v1/problems#${problem.code}`,
    title,
    status,
    detail: problem.message,
    code: problem.code,
    ...(problem.errors === undefined
      ? {}
      : { errors: problem.errors.map(({ field, message }) => ({ field, message })) }),
  }
  const headers: Record<string, string> = {
    ...(wait === undefined ? {} : { 'retry-after': String(wait) }),
    ...(status === 401 ? { 'www-authenticate': 'Bearer realm="tamin"' } : {}),
  }
  return { status, headers, body }
}
