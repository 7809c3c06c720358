import { done } from '#app/problem.ts'
import { listBranches } from '#store/branches.ts'
import { AUDIENCES, groupName, MENU, type Audience } from '#web/menu.ts'
import { searchServices } from '#web/search.ts'
import { z } from 'zod'
import { operation } from './operation.ts'
import { problemCodes, problemKinds } from './problems.ts'
import { Branch, branchOf } from './schemas.ts'

const Service = z
  .strictObject({
    id: z.string().meta({ examples: ['dependants'] }),
    name: z.string(),
    audience: z.enum(Object.keys(AUDIENCES) as Audience[]),
    audienceName: z.string().meta({ examples: ['بیمه‌شدگان'] }),
    groupName: z.string().meta({ examples: ['خدمات نامنویسی'] }),
    gloss: z.string().meta({ description: 'One line that says what the person gets.' }),
    law: z.string().nullable().meta({ description: 'The article it rests on, where one is known.' }),
    online: z.boolean().meta({ description: 'Whether it can be done in this portal yet.' }),
  })
  .meta({ id: 'Service', description: 'A service of the organisation. Texts are Persian.' })

const Services = z.strictObject({ services: z.array(Service) }).meta({ id: 'Services' })
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
    path: '/services',
    id: 'listServices',
    summary: 'All services in menu order, or those that answer to a query, best first',
    query: z.strictObject({
      q: z
        .string()
        .max(100)
        .optional()
        .meta({
          description: 'Words to look for; misspellings are forgiven. Never a number or name of a person.',
          examples: ['ازدواج'],
        }),
    }),
    answer: Services,
    handle: async ({ query }) => {
      const found = query.q === undefined || query.q.trim() === '' ? MENU : searchServices(query.q)
      return done({
        services: found.map((entry) => ({
          id: entry.id,
          name: entry.name,
          audience: entry.audience,
          audienceName: AUDIENCES[entry.audience],
          groupName: groupName(entry),
          gloss: entry.gloss,
          law: entry.law,
          online: entry.online,
        })),
      })
    },
  }),
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
