import assert from 'node:assert/strict'
import { loadApplication } from '#app/applications/load.ts'
import { tehranDate } from '#kernel/dates.ts'
import type { Raw } from '#kernel/fields/field.ts'
import { merged } from '#kernel/fields/group.ts'
import { canonical } from '#kernel/hash-chain.ts'
import { nextPage, openParts, readPage } from '#kernel/service/form.ts'
import { judgeContext } from '#kernel/service/judge.ts'
import { permitted } from '#kernel/service/permitted.ts'
import type { Service } from '#kernel/service/service.ts'
import { situation } from '#kernel/service/situation.ts'
import { sheetOf, sheetOfPage } from '#kernel/sheet/shown.ts'
import { needsCode } from '#kernel/steps/proof.ts'
import { toPersianDigits } from '#kernel/text.ts'
import type { ApplicationKey } from '#store/applications.ts'
import { photograph } from './api-stage.ts'
import type { Play } from './api-walk.ts'
import { rawOf, type HtmlForm } from './html-form.ts'
import { hasClass, tagsOf, textOf } from './html-tree.ts'
import { type PageReader, wordsOfView } from './page-reader.ts'
import { type PageVisit, type Stage, keeps, press, valueOf, wordsOfInput, writtenOf } from './page-visit.ts'
import { seeded } from './seeded.ts'

/**
 * Any service, walked through its pages by somebody without JavaScript: nothing here knows one of them. At every step the page must
 * show what the kernel decides of the application as it is stored then.
 */
export function pageWalk(stage: Stage, visit: PageVisit) {
  const { app, portal } = stage
  const { visitor } = visit
  const read = () => visit.read()
  const open = (path: string) => visit.open(path)
  const arrived = (address: string, status?: number) => visit.arrived(address, status)

  let key: ApplicationKey = stage.current()
  const here = (rest = '') => `/applications/${key.applicationId}${rest}`

  /** What the kernel says of the application now. */
  async function now() {
    const loaded = (await loadApplication(app, key))!
    const { service, application, moment } = loaded
    const today = tehranDate(moment.at)
    return {
      ...loaded,
      today,
      next: nextPage(service, application, today),
      state: service.flow.states[application.state]!,
      open: openParts(service, application, today),
      situation: situation(service, application, today),
      moves: permitted(service, application, { role: 'citizen', id: '' }, moment).moves,
    }
  }
  type Now = Awaited<ReturnType<typeof now>>

  const addressOf = ({ next }: Now): string =>
    here(next.step === 'none' ? '' : next.step === 'page' ? `/pages/${next.page}` : `/${next.step}`)

  /** By the button of the service's page; what is opened is new. */
  async function begin(service: Service, play: Play): Promise<void> {
    stage.plays(service, play)
    const page = await open(`/services/${service.id}`)
    await press(visitor, page.form(`/services/${service.id}/start`))
    key = await stage.newest()
    const { application, service: begun } = await now()
    assert.deepEqual([begun.id, application.answers, application.submitted], [service.id, {}, null])
  }

  /** As far as the person can go by themselves. Answers the pages that asked, and where it has come to. */
  async function goOn(play: Play): Promise<{ seen: string[]; now: Now }> {
    const seen: string[] = []
    let asked: readonly string[] = []
    for (let turns = 0; turns < 40; turns += 1) {
      const at = await now()
      const page = arrived(addressOf(at))
      const { step } = at.next
      for (const name of asked) {
        const { toJson } = at.service.fields[name]!
        const kept = [at.application.answers[name], valueOf(at.service, name, play)].map(toJson).map(canonical)
        assert.equal(kept[0], kept[1], `${name} is kept as it was answered`)
      }
      asked = []
      if (step === 'page') {
        seen.push(at.next.page)
        asked = await answer(at, page, at.next.page, play)
      } else if (step === 'documents') await sendDocuments(at, page)
      else if (step === 'review') await send(at, page)
      else {
        assert.notEqual(step, 'wait', 'a source of this case says nothing')
        return { seen, now: at }
      }
    }
    return assert.fail('it never comes to an end')
  }

  /** Answers a page; the questions that it asked. */
  async function answer(at: Now, page: PageReader, name: string, play: Play): Promise<readonly string[]> {
    const { service, application } = at
    const { title, fields, ...is } = service.pages[name]!
    const asked = fields.filter((one) => at.open.fields.includes(one))
    const remarks = application.remarks.filter((one) => one.about === 'field' && asked.includes(one.name))
    assert.equal(page.heading, title)
    page.says(remarks.flatMap((one) => ['برای اصلاح', service.fields[one.name]!.label, one.remark]))
    page
      .says(asked.map((one) => wordsOfInput(service.fields[one]!.input(one))))
      .showsSheet(sheetOfPage(service, at.situation, name))
    const inputs = new Set(page.form().asks.map((one) => one.split('.')[0]!))
    assert.deepEqual([...inputs].toSorted(), asked.toSorted(), `${name} asks what is open, and nothing else`)
    if (application.submitted === null) await answerWrongly(at, name, asked, play)

    let form = read().form()
    const written = writtenOf(service, asked, play)
    assert.deepEqual(form.fill(written), [], `${name} cannot be filled in`)
    if (is.shows !== undefined) {
      await press(visitor, form, form.button('محاسبه'))
      const shown = arrived(here(`/pages/${name}`)).showsSheet(sheetOfPage(service, (await now()).situation, name))
      form = shown.form()
      keeps(form, written)
    }
    await press(visitor, form, form.button())
    return asked
  }

  /** Everything left out, and each answer written badly, once: said at the field, with what was typed, and nothing is kept. */
  async function answerWrongly(at: Now, name: string, asked: readonly string[], play: Play): Promise<void> {
    const { service, application, today } = at
    const good = writtenOf(service, asked, play)
    const nothing = Object.fromEntries(Object.keys(good).map((one) => [one, '']))
    const bad = asked.map((one): [string, Raw] => [one, service.fields[one]!.sample(seeded(3), one).invalid])
    const path = here(`/pages/${name}`)
    for (const [what, mistake] of [[`page ${name}`, nothing] as const, ...bad]) {
      const called = `${service.id} ${what}`
      if (visit.did(called)) continue
      const form = read().form()
      form.fill({ ...good, ...mistake })
      const answers = readPage(service, application, name, { form: rawOf(form.pairs()) }, today)
      // Forms offer no wrong choice, and a question may be optional: left out, it is answered.
      if (answers.ok) continue
      visit.was(called)
      await press(visitor, form, form.button())
      assert.equal(visitor.path, path)
      keeps(read().showsErrors(answers.errors).form(), form.written)
    }
    if (visitor.status === 200) return
    assert.equal((await now()).application.actions.length, application.actions.length, 'nothing is kept')
    await visitor.open(path)
  }

  /** A photograph of everything that is asked for and can be sent. */
  async function sendDocuments(at: Now, page: PageReader): Promise<void> {
    const { service, application } = at
    const sent = (name: string) => (application.documents[name] ?? []).length
    page.says(at.situation.documents.map((name) => service.documents[name]!.title))
    assert.deepEqual(
      page.posts.filter((action) => /\/documents\/\w+$/.test(action)),
      at.open.documents
        .filter((name) => sent(name) < (service.documents[name]!.most ?? 1))
        .map((name) => here(`/documents/${name}`)),
      'what is open can be sent, and nothing else',
    )
    for (const { name, remark } of application.remarks.filter(({ about }) => about === 'document'))
      page.says([service.documents[name]!.title, 'برای اصلاح', remark])
    for (const name of at.open.documents) {
      if (service.documents[name]!.optional === true || sent(name) > 0) continue
      const action = here(`/documents/${name}`)
      if (!visit.was(`${service.id} no picture`)) {
        await visitor.upload(action, { name: 'letter.txt', bytes: Buffer.from('no picture') })
        assert.equal(visitor.status, 422)
        const [wrong] = tagsOf(read().main, hasClass('wrong'))
        assert.equal(wrong?.attributes['id'], `${name}-error`)
        assert.match(textOf(wrong), /^خطا: [آ-ی].*\.$/)
      }
      await visitor.upload(action, { name: `${name}.png`, bytes: await photograph() })
      arrived(here('/documents')).says([service.documents[name]!.title, `${name}.png`])
    }
    const after = await now()
    const next = addressOf(after)
    assert.notEqual(after.next.step, 'documents')
    assert.ok(read().links.includes(next), 'all is there, and the way on')
    await visitor.open(next)
  }

  /** Everything once more, then it is sent, with the code that reached the mobile where one is asked for. */
  async function send(at: Now, page: PageReader): Promise<void> {
    const { service, application } = at
    page.showsSheet(sheetOf(service, at.situation))
    page.says(wordsOfAnswers(at))
    for (const [name, { from }] of Object.entries(service.facts)) {
      if (!(name in at.situation.context.facts) || from.recordedBy !== null) continue
      const rows = Object.entries(from.show(application.facts[name]!.value))
      if (rows.length > 0) page.says([`پاسخ ${from.title}`, ...rows.flat()])
    }
    page.says(at.situation.documents.map((name) => service.documents[name]!.title))
    const pageOf = (field: string) => Object.entries(service.pages).find(([, one]) => one.fields.includes(field))![0]
    const changes = [
      ...at.open.fields.filter((name) => name in application.answers).map((name) => `/pages/${pageOf(name)}#${name}`),
      ...at.open.documents.map((name) => `/documents#document-${name}`),
    ]
    assert.deepEqual(
      page.links.filter((href) => href.startsWith(here('/')) && href.includes('#')),
      changes.map(here),
      'what is open can be changed, and nothing else',
    )
    if (!needsCode(at.state, 'citizen:submit')) await press(visitor, page.form(here('/submit')))
    else await confirm(page)
    assert.equal(visitor.path, `${here()}?sent=1`)
  }

  async function confirm(page: PageReader): Promise<void> {
    // Codes are few for one mobile; here one person sends many applications. Of commands only the one with the code is carried
    // out: what earlier applications led to is the matter of other tests.
    await portal.database.query('delete from rate_limit')
    await portal.database.query('delete from outbox')
    await press(visitor, page.form(here('/code')))
    const form = arrived(here('/confirm')).form(here('/confirm'))
    const code = await stage.newestCode()
    form.fill({ code: code.replace(/./g, (digit) => String((Number(digit) + 1) % 10)) })
    await press(visitor, form)
    arrived(here('/confirm'), 422).part('code-error')
    form.fill({ code: toPersianDigits(code) })
    await press(visitor, form)
  }

  const wordsOfAnswers = ({ service, application, situation: { pages } }: Now): string[] =>
    pages.flatMap((page) => {
      const given = service.pages[page]!.fields.filter((name) => name in application.answers)
      const rows = given.flatMap((name) => {
        const { label, view } = service.fields[name]!
        return [label, ...wordsOfView(view(application.answers[name]))]
      })
      return given.length === 0 ? [] : [service.pages[page]!.title, ...rows]
    })

  /** The refusal before the sending: why and by which article, nothing can be sent, answers can be changed, and it is given up. */
  async function refused(): Promise<void> {
    const at = await now()
    const { service, application } = at
    const page = arrived(here('/refused'))
    const no = judgeContext(service, at.situation.context).rules.filter(({ verdict }) => verdict === 'no')
    page.refuses(no, 'error')
    for (const { rule } of no) {
      const leads = service.rules[rule]?.leads
      assert.ok(leads === undefined || page.links.includes(`/services/${leads}`))
    }
    const answered = at.situation.pages.filter((name) =>
      service.pages[name]!.fields.some((field) => field in application.answers),
    )
    assert.deepEqual(
      page.links.filter((href) => href.includes('/pages/')),
      answered.map((name) => here(`/pages/${name}`)),
    )
    const [last] = answered.toReversed()
    if (last !== undefined && !visit.was(`${service.id} changes ${last}`)) {
      const { fields } = service.pages[last]!
      const written = fields.map((name) => service.fields[name]!.write(application.answers[name], name))
      keeps((await open(here(`/pages/${last}`))).form(), merged(written))
      await visitor.open(here('/review'))
    }
    const form = arrived(here('/refused')).form(here('/withdraw'))
    await press(visitor, { ...form, action: here('/submit'), pairs: () => form.pairs() } as HtmlForm)
    arrived(here('/refused'))
    assert.equal((await now()).application.submitted, null)
    await press(visitor, form)
    const ended = await status()
    assert.deepEqual([ended.state.clock, ended.state.final], [undefined, 'lapse'])
  }

  /** The page of the application: where it stands, what came of it and why, and what the person may do. */
  async function status(): Promise<Now> {
    const at = await now()
    const { service, application, state, row } = at
    const page = await open(here())
    arrived(here())
    assert.equal(page.heading, service.title)
    page.says([toPersianDigits(row.trackingCode), `وضعیت: ${state.title}`])
    const nothing = application.submitted === null || application.state === 'rejected' || state.final === 'lapse'
    page.showsSheet(nothing ? null : sheetOf(service, at.situation))
    page.says(application.moves.flatMap(({ note }) => note ?? []))
    const reasons = application.moves.findLast((move) => (move.reasons ?? []).length > 0)?.reasons ?? []
    const rejected = tagsOf(page.main, hasClass('notice', 'error'))
    assert.equal(rejected.length, application.state === 'rejected' ? 1 : 0)
    if (application.state === 'rejected')
      page.says(
        reasons.flatMap(({ rule, note }) => {
          const { title, law } = service.rules[rule]!
          return [title, note, ...[law].flat().map(({ cite }) => cite)]
        }),
        rejected[0],
      )
    for (const name of ['withdraw', 'object']) {
      const may = at.moves.some(({ move, allowed }) => move === `citizen:${name}` && allowed)
      assert.equal(page.posts.includes(here(`/${name}`)), may, `${name} in ${application.state}`)
    }
    if (state.clock === 'citizen') assert.ok(page.links.includes(addressOf(at)), 'the way on')
    if (application.submitted !== null) page.says(['آنچه فرستاده‌اید', ...wordsOfAnswers(at)])
    return at
  }

  return {
    begin,
    goOn,
    refused,
    status,
    now,
    here,
    /** Where the person goes on, from the page of the application. */
    async continue(): Promise<void> {
      await visitor.open(addressOf(await now()))
    },
    key: () => key,
  }
}
