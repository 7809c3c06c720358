import { done } from '#app/problem.ts'
import { listBranches } from '#store/branches.ts'
import { z } from 'zod'
import { operation } from './operation.ts'
import { problemCodes, problemKinds } from './problems.ts'
import { Branch, branchOf } from './schemas.ts'

const Branches = z.strictObject({ branches: z.array(Branch) }).meta({ id: 'Branches' })

const Problems = z
  .strictObject({
    problems: z.array(
      z.strictObject({
        code: z.enum(problemCodes),
        status: z.int(),
        title: z.string().meta({ description: 'Persian.' }),
        meaning: z.string().meta({ description: 'English, for programmers.' }),
      }),
    ),
  })
  .meta({ id: 'Problems' })

const shared = { method: 'GET', tag: 'Public', who: 'anybody', status: 200, refuses: [], keepFor: 300 } as const

export const publicOperations = [
  operation({
    ...shared,
    path: '/branches',
    id: 'listBranches',
    summary: 'The branches of the organisation',
    answer: Branches,
    handle: async ({ app }) => done({ branches: (await listBranches(app.db)).map(branchOf) }),
  }),
  operation({
    ...shared,
    path: '/problems',
    id: 'listProblems',
    summary: 'Every code of problems and what it means',
    answer: Problems,
    handle: async () => done({ problems: problemCodes.map((code) => ({ code, ...problemKinds[code] })) }),
  }),
]
