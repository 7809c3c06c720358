import { digestOf, freeze, printData, qrText, type Signed } from '#app/certificates/paper.ts'
import { typstPress } from '#connectors/typst/press.ts'
import type { IsoDate } from '#kernel/dates.ts'
import type { PersonalNumber } from '#kernel/personal-number.ts'
import { cover, type CoverData } from '#services/dependants/certificate.ts'
import { templateOf } from '#services/papers.ts'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { safeCode } from '../test/support/people.ts'
import { inTurn, rate } from './measure.ts'
import { told, type Row } from './table.ts'

const publicUrl = 'https://portal.example'
const count = 200

/** Certificates printed one after the other, each about somebody else, beside the smallest document of the same library. */
export async function certificateRate(): Promise<Row> {
  const press = typstPress()
  const bare = NodeCompiler.create()
  const numbers = Array.from({ length: count }, (_, n) => n)
  let round = 0
  const ours = () => {
    round += 1
    return rate(numbers, 1, (n) => press.print(jobOf(round * count + n)))
  }
  const reference = () =>
    rate(numbers, 1, async (n) => {
      bare.pdf({ mainFileContent: `#set document(date: none)\nDocument ${round} ${n}` }, {})
      bare.evictCache(10)
    })
  const pair = await inTurn(ours, reference, 3)
  return told('certificate PDFs / a document of one line', pair.ours, 'PDFs/s', pair.reference)
}

function jobOf(n: number) {
  const data: CoverData = {
    number: safeCode(n) as PersonalNumber,
    name: 'زهرا کریمی‌نژاد',
    fatherName: 'حسن',
    birthDate: '1986-07-27' as IsoDate,
    relationName: 'همسر (زن)',
    insured: safeCode(n + 500_000) as PersonalNumber,
    insuredName: 'محمدرضا صادقی',
    branch: 'شعبهٔ یک قم',
    from: '2026-01-10' as IsoDate,
    until: null,
  }
  const frozen = freeze(cover, data as never, 'x'.repeat(22))
  const signed: Signed = {
    code: '7K3MQXBZ9RTW',
    number: String(1_000_000_000 + n),
    issuedAt: new Date('2026-01-10T06:30:00Z'),
    digits: frozen.digits,
    digest: digestOf(frozen),
    keyId: 'abcdefgh',
  }
  return {
    ...templateOf('dependants', 'cover'),
    data: printData({ ...signed, data: frozen as never }, publicUrl),
    qr: qrText(publicUrl, signed, 's'.repeat(86)),
  }
}
