import { formatJalali, type IsoDate } from '#kernel/dates.ts'
import { formatNumber } from '#kernel/text.ts'
import { conditionsOf, RELATIONS, type Relation } from '#services/dependants/guide.ts'
import service from '#services/dependants/service.ts'

// It is read away from the portal, so it brings its look along and asks nobody for anything.
const LOOK = `
body { max-width: 42rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.9 Vazirmatn, Vazir, Tahoma, sans-serif; color: #14211f; }
h1 { font-size: 1.5rem; } h2 { margin: 2rem 0 .25rem; font-size: 1.2rem; border-bottom: 1px solid #ccc; }
ol { margin: 0; padding-right: 1.5rem; list-style: persian; } li { margin: .5rem 0; break-inside: avoid; }
.soft { color: #53625f; font-size: .9rem; }
@media print { body { margin: 0; max-width: none; } }
`

/** The conditions of some relations as a file of its own, for keeping, printing and passing on. */
export function ConditionsFile({ relations, today }: { relations: readonly Relation[]; today: IsoDate }) {
  const [only] = relations
  const days = service.flow.states.submitted?.days
  const title = relations.length === 1 ? `شرایط پوشش: ${RELATIONS[only!]}` : 'شرایط پوشش افراد تبعی'
  return (
    <html lang="fa" dir="rtl">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title}</title>
        <style>{LOOK}</style>
      </head>
      <body>
        <h1>{title}</h1>
        <p>
          برای ثبت: سامانهٔ تأمین من، بخش «بیمه‌شدگان»، «خدمات نامنویسی»، «{service.title}».
          {days === undefined ? '' : ` شعبه از روز ارسال ${formatNumber(days)} روز کاری برای پاسخ فرصت دارد.`}
        </p>
        {relations.map((relation) => (
          <section key={relation}>
            <h2>{RELATIONS[relation]}</h2>
            <ol>
              {conditionsOf(relation, today).map(({ text, articles }) => (
                <li key={text}>
                  {text}
                  <div class="soft">{articles.map(({ cite }) => cite).join('؛ ')}</div>
                </li>
              ))}
            </ol>
          </section>
        ))}
        <p class="soft">بر پایهٔ قانون در {formatJalali(today, 'long')}. پاسخگویی تلفنی: ۱۴۲۰</p>
      </body>
    </html>
  )
}
