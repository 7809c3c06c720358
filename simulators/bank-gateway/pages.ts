import { formatRial, rial } from '#kernel/rial.ts'
import { toPersianDigits } from '#kernel/text.ts'
import type { Order } from './orders.ts'
import { STYLE } from './style.ts'

/** What the person pays, and three ways to go on. */
export function payPage(order: Order): string {
  return page(
    'پرداخت',
    `<p class="quiet">شما می‌پردازید به</p><p class="to">سازمان تأمین اجتماعی</p>
    <p class="amount">${formatRial(rial(BigInt(order.amount)))}</p>
    <dl><div><dt>شمارهٔ پرداخت</dt><dd><bdi dir="ltr">${toPersianDigits(order.orderId)}</bdi></dd></div>
    <div><dt>کارت نمایشی</dt><dd><bdi dir="ltr">${toPersianDigits('6037 •••• •••• 1234')}</bdi></dd></div></dl>
    <form method="post"><button name="do" value="pay">پرداخت</button>
    <button class="second" name="do" value="refuse">انصراف و بازگشت</button>
    <button class="plain" name="do" value="close">پرداخت و بستن همین صفحه، بدون بازگشت</button></form>`,
  )
}

/** After the payment: back to where they came from, as most gateways send people back, by a form. */
export function receiptPage(order: Order): string {
  const paid = order.state !== 'refused' && order.state !== 'waiting'
  const reference =
    order.reference === null
      ? ''
      : `<dl><div><dt>شمارهٔ پیگیری بانک</dt><dd><bdi dir="ltr">${toPersianDigits(order.reference)}</bdi></dd></div></dl>`
  return page(
    paid ? 'پرداخت شد' : 'پرداخت نشد',
    `<p class="amount">${formatRial(rial(BigInt(order.amount)))}</p>${reference}
    <p>${order.state === 'reversed' ? 'این مبلغ به کارت شما برگشته است.' : paid ? 'مبلغ از کارت شما برداشته شد. برای تمام‌شدن کار به سایت پذیرنده برگردید.' : 'مبلغی از کارت شما برداشته نشده است.'}</p>
    <form method="post" action="${escape(order.returnTo)}">
    <input type="hidden" name="orderId" value="${order.orderId}">
    <input type="hidden" name="reference" value="${order.reference ?? ''}">
    <button>بازگشت به سایت پذیرنده</button></form>`,
  )
}

/** What is left when somebody closes the page after paying: nothing that leads back. */
export function closedPage(order: Order): string {
  return page(
    'صفحه بسته شد',
    `<p class="amount">${formatRial(rial(BigInt(order.amount)))}</p>
    <p>پرداخت انجام شد و شما پیش از بازگشت صفحه را بستید. پذیرنده باید خودش از بانک بپرسد.</p>`,
  )
}

export const lostPage = (): string => page('پیدا نشد', '<p>چنین پرداختی در این درگاه نیست.</p>')

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}

const page = (title: string, body: string): string => `<!doctype html>
<html lang="fa" dir="rtl"><head><meta charset="utf-8"><title>${title} - درگاه نمایشی بانک</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,"><link rel="preload" href="/font.woff2" as="font" type="font/woff2" crossorigin><style>${STYLE}</style></head>
<body><main><header><b>درگاه پرداخت بانک</b><span>نمایشی</span></header><h1>${title}</h1>${body}</main></body></html>
`
