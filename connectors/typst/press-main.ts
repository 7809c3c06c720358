import type { PaperJob } from '#ports/paper.ts'
import { typstPress } from './press.ts'

// The program that `press-apart.ts` starts: prints what it is sent, one paper after the other, until nobody listens.

const press = typstPress()
process.on('message', ({ n, job }: { n: number; job: PaperJob }) => {
  press.print(job).then(
    (pdf) => process.send?.({ n, pdf }),
    (error: unknown) => process.send?.({ n, error: error instanceof Error ? error.message : String(error) }),
  )
})
process.once('disconnect', () => process.exit(0))
