import { formatInstant, tehranTime } from '#kernel/dates.ts'
import { formatNumber, toPersianDigits } from '#kernel/text.ts'
import { STYLE } from './style.ts'

export type Shown = {
  readonly to: string
  readonly text: string
  readonly at: string
  readonly provider: string
  readonly status: 'pending' | 'delivered' | 'failed'
  readonly parts: number
}

const STATUS = { pending: 'در راه', delivered: 'رسید', failed: 'نرسید' }
const MOST_PHONES = 60
const MOST_MESSAGES = 200

/** All phones that were written to, the latest first. `notFound` is what somebody took for a number. */
export function overviewPage(messages: readonly Shown[], now: number, notFound?: string): string {
  const phones = [...Map.groupBy(messages, (message) => message.to)].slice(0, MOST_PHONES)
  const rows = phones.map(
    ([to, [latest, ...older]]) => `<li><a class="row" href="/inbox/${to}">
      <span class="face" aria-hidden="true">${toPersianDigits(to.slice(-2))}</span>
      <span class="who"><bdi dir="ltr">${grouped(to)}</bdi><time>${timeOf(latest!, now)}</time></span>
      <span class="snippet">${escape(latest!.text.replaceAll('\n', ' · '))}</span>
      <span class="count" title="تعداد پیامک">${formatNumber(older.length + 1)}</span></a></li>`,
  )
  const body = `
    <header class="bar"><h1>پیامک‌ها</h1><p>گوشی‌های نمایشی: هر پیامکی که سامانه می‌فرستد، این‌جا می‌آید.</p></header>
    <main>
    ${notFound === undefined ? '' : `<p class="warning">«${escape(notFound)}» شماره همراه نیست. یازده رقم بنویسید، با صفر اول.</p>`}
    <form class="find" action="/inbox"><label for="to">شماره همراه</label>
      <input id="to" name="to" inputmode="numeric" autocomplete="off" dir="ltr" placeholder="۰۹۱۲۳۴۵۶۷۸۹" required>
      <button>بازکردن</button></form>
    ${rows.length === 0 ? EMPTY : `<ul class="rows">${rows.join('')}</ul>`}
    </main>`
  return html('پیامک‌ها', body)
}

/** One phone's messages from the portal, as in a phone's own messages app: newest at the bottom. */
export function inboxPage(mobile: string, messages: readonly Shown[], now: number): string {
  const latest = messages.slice(0, MOST_MESSAGES)
  const days = [...Map.groupBy(latest, (message) => tehranTime(Date.parse(message.at)).date)]
  // The list is laid out from its end, so that a browser opens it at the newest message without a script.
  const thread = days.map(
    ([, ofDay]) =>
      ofDay.map(bubble).join('') + `<li class="day"><span>${dayOf(Date.parse(ofDay[0]!.at), now)}</span></li>`,
  )
  const body = `
    <header class="bar thread-bar"><a class="back" href="/" aria-label="همهٔ گوشی‌ها">‹</a>
      <span class="face brand" aria-hidden="true">ت</span>
      <div><h1>تأمین من</h1><p>به گوشی <bdi dir="ltr">${grouped(mobile)}</bdi></p></div></header>
    <main class="screen">${latest.length === 0 ? EMPTY : `<ol class="thread" reversed tabindex="0" aria-label="پیامک‌ها، تازه‌ترین در پایین">${thread.join('')}</ol>`}</main>`
  return html(`پیامک‌های ${toPersianDigits(mobile)}`, body)
}

function bubble(message: Shown): string {
  const about = [
    `<time datetime="${message.at}">${toPersianDigits(tehranTime(Date.parse(message.at)).time)}</time>`,
    `<span class="status ${message.status}">${STATUS[message.status]}</span>`,
    `<span>${formatNumber(message.parts)} بخش</span>`,
    `<span>سرویس ${message.provider === 'first' ? 'اول' : 'دوم'}</span>`,
  ]
  return `<li class="message ${message.status}"><div class="bubble">${lines(message.text)}</div><p class="about">${about.join('')}</p></li>`
}

/** Each line in its own direction; a one-time code stands out as phones show it, the line for browsers stays small. */
function lines(text: string): string {
  return text
    .split('\n')
    .map((line) => {
      if (/^@\S+ #\d+$/.test(line)) return `<p class="bound" dir="ltr">${escape(line)}</p>`
      return `<p dir="auto">${escape(line).replace(/^\d{6}\b/, '<b class="code">$&</b>')}</p>`
    })
    .join('')
}

const EMPTY = `<div class="empty"><svg viewBox="0 0 64 64" aria-hidden="true"><path d="M12 14h40a6 6 0 0 1 6 6v22a6 6 0 0 1-6 6H30L18 58V48h-6a6 6 0 0 1-6-6V20a6 6 0 0 1 6-6Z"/></svg>
  <p>هنوز پیامکی نیامده است.</p><p class="quiet">این صفحه خودش تازه می‌شود.</p></div>`

const grouped = (mobile: string): string =>
  toPersianDigits(`${mobile.slice(0, 4)} ${mobile.slice(4, 7)} ${mobile.slice(7)}`)

function dayOf(instant: number, now: number): string {
  const { date } = tehranTime(instant)
  if (date === tehranTime(now).date) return 'امروز'
  if (date === tehranTime(now - 24 * 3600_000).date) return 'دیروز'
  return formatInstant(instant, 'weekday').split('،')[0] ?? ''
}

function timeOf(message: Shown, now: number): string {
  const instant = Date.parse(message.at)
  const day = dayOf(instant, now)
  return day === 'امروز' ? toPersianDigits(tehranTime(instant).time) : day
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}

const html = (title: string, body: string): string => `<!doctype html>
<html lang="fa" dir="rtl"><head><meta charset="utf-8"><title>${title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
<meta http-equiv="refresh" content="4"><link rel="icon" href="data:,">
<link rel="preload" href="/font.woff2" as="font" type="font/woff2" crossorigin><style>${STYLE}</style></head>
<body><div class="phone">${body}</div></body></html>
`
