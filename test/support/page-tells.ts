import assert from 'node:assert/strict'
import type { Raw } from '#kernel/fields/field.ts'
import { judgeContext } from '#kernel/service/judge.ts'
import type { Service } from '#kernel/service/service.ts'
import type { Situation } from '#kernel/service/situation.ts'
import { sheetOf } from '#kernel/sheet/shown.ts'
import type { Play } from './api-walk.ts'
import type { HtmlForm } from './html-form.ts'
import { PageVisit, keeps, writtenOf, type Stage } from './page-visit.ts'
import { seeded } from './seeded.ts'

/** A service that only tells: its questions written badly, a silent source, and what it says of a case. */
export function pageTells(stage: Stage, visit: PageVisit) {
  const { visitor } = visit
  return async (service: Service, play: Play, told: Situation): Promise<void> => {
    const address = `/services/${service.id}/sheet`
    const ask = (form: HtmlForm) =>
      visit.open(
        `${address}?${new URLSearchParams(Object.entries(form.written).map(([name, text]) => [name, String(text)]))}`,
      )
    stage.plays(service, play)
    assert.ok((await visit.open(`/services/${service.id}`)).links.includes(address))
    const names = Object.values(service.pages).flatMap(({ fields }) => fields)
    const good = writtenOf(service, names, play)
    await stage.portal.database.query('delete from rate_limit')
    const first = await visit.open(address)
    assert.equal(visitor.status, 200)
    const asks = first.posts.includes(address)
    for (const name of asks ? names : []) {
      const field = service.fields[name]!
      const bad = [1, 2, 3, 4, 5, 6].map((seed) => ({ ...good, ...field.sample(seeded(seed), name).invalid }))
      const mistake = bad.find((raw) => !field.read(raw, name).ok && first.form(address).fill(raw).length === 0)
      if (mistake === undefined || visit.was(`${service.id} ${name}`)) continue
      const form = first.form(address)
      form.fill(mistake)
      const wrong = field.read(form.written, name)
      assert.ok(!wrong.ok)
      keeps((await ask(form)).showsErrors(wrong.errors).showsSheet(null).form(address), form.written)
    }
    // A rule that refuses whatever is asked leaves nothing to ask.
    const page = asks ? await ask(filled(first.form(address), good)) : first
    assert.equal(visitor.status, 200)
    const no = judgeContext(service, told.context).rules.filter(({ verdict }) => verdict === 'no')
    page.refuses(no, 'warning')
    assert.equal(page.posts.includes(address), asks, 'another question can be asked')
    const sheet = no.length > 0 ? null : sheetOf(service, told)
    assert.equal(page.heading, sheet?.title ?? service.title)
    page.showsSheet(sheet === null ? null : { ...sheet, title: '' })
    assert.equal(
      page.links.some((href) => href.startsWith(`${address}.pdf`)),
      sheet !== null,
    )
    if (visit.was(`${service.id} silent`)) return
    stage.plays(service, { ...play, said: () => undefined })
    ;(await visit.open(address)).showsSheet(null).says(['همین حالا پاسخ نمی‌دهد', 'دوباره بپرسید'])
  }
}

function filled(form: HtmlForm, raw: Raw): HtmlForm {
  assert.deepEqual(form.fill(raw), [], 'it cannot be filled in')
  return form
}
