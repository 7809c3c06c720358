import sharp from 'sharp'
import { addJalaliMonths, formatJalali, tehranDate } from '#kernel/dates.ts'
import type { CivilPerson, Marriage, PersonalNumber } from '#ports/civil-registry.ts'
import { randomPersonId } from '#store/ids.ts'
import { identityOf } from '#store/people.ts'
import type { Member } from '#store/register/members.ts'
import { enrol } from './covers.ts'
import { safeCode, somebody } from './people.ts'
import type { TestPortal } from './portal.ts'
import { signedUp } from './sign-up.ts'
import type { Visitor } from './visitor.ts'

export type Known = ReturnType<typeof somebody>
export type Family = Readonly<Record<'insured' | 'wife' | 'daughter' | 'son' | 'mother', Known>>

/** Typed as people write it: who is so many years old today, and three months. */
const bornBefore = (years: number): string =>
  formatJalali(addJalaliMonths(tehranDate(Date.now()), -12 * years - 3), 'numeric')

const marriage = (spouse: PersonalNumber): Marriage => ({
  spouse,
  marriedOn: '2002-01-01' as Marriage['marriedOn'],
  ended: null,
  permanent: true,
})

/** A man of 37, his wife, their daughter of 19 and son of 20, and his mother of 55, as the registry knows them. */
export function family(from: number): Family {
  const number = (n: number) => safeCode(from + n)
  const insured = somebody({ number: number(0), firstName: 'حسین', sex: 'male', born: bornBefore(37) })
  const wife = somebody({ number: number(1), firstName: 'زهرا', lastName: 'کریمی', born: bornBefore(36) })
  const daughter = somebody({ number: number(2), firstName: 'نرگس', born: bornBefore(19) })
  const son = somebody({ number: number(3), firstName: 'علی', sex: 'male', born: bornBefore(20) })
  const mother = somebody({ number: number(4), firstName: 'صدیقه', lastName: 'محمدی', born: bornBefore(55) })
  const parents = { father: insured.person.number, mother: wife.person.number }
  const children = [daughter.person.number, son.person.number]
  const knows = (known: Known, more: Partial<CivilPerson>) => ({ ...known, person: { ...known.person, ...more } })
  return {
    insured: knows(insured, {
      mother: mother.person.number,
      marriages: [marriage(wife.person.number)],
      children,
    }),
    wife: knows(wife, { marriages: [marriage(insured.person.number)], children }),
    daughter: knows(daughter, parents),
    son: knows(son, parents),
    mother: knows(mother, { children: [insured.person.number] }),
  }
}

/** Puts somebody into the organisation's register: insured and working, unless told otherwise. */
export async function register({ app }: TestPortal, known: Known, more: Partial<Member> = {}): Promise<void> {
  const personId = await app.db.transaction((tx) => identityOf(tx, known.person.number, randomPersonId()))
  await enrol(app, personId, { idCardOnFile: false, ...more })
}

/** Signed up through the pages, and insured. */
export async function insuredVisitor(portal: TestPortal, known: Known, more: Partial<Member> = {}): Promise<Visitor> {
  const visitor = await signedUp(portal, known.form)
  await register(portal, known, more)
  return visitor
}

let shade = 0

/** A photograph that no other is like. With `bytes` it has just as many: what follows the end of a JPEG is not read. */
export async function photograph(bytes?: number): Promise<Buffer> {
  shade += 1
  const background = { r: (shade % 16) * 16, g: (shade >> 4) * 16, b: 90 }
  const image = await sharp({ create: { width: 640, height: 480, channels: 3, background } })
    .jpeg()
    .toBuffer()
  return bytes === undefined ? image : Buffer.concat([image], bytes)
}

/** A photograph that takes its bytes for what is on it, as those of phones do. */
export async function largePhotograph(side: number): Promise<Buffer> {
  shade += 1
  const noise = { type: 'gaussian' as const, mean: 100 + (shade % 50), sigma: 40 }
  return sharp({ create: { width: side, height: side, channels: 3, background: '#888', noise } })
    .jpeg({ quality: 90 })
    .toBuffer()
}
