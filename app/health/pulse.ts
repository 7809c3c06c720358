import { lastCheck, readPulse } from '#store/self-checks.ts'
import { outboxBacklog } from '#store/outbox.ts'
import { nowOf, type App } from '../app.ts'

/** A number for operators, under the name by which they watch it. */
export type Sign = { readonly name: string; readonly help: string; readonly value: number }

/** How the portal is, read from the database: the same from whichever process it is asked. */
export async function pulse(app: Pick<App, 'db' | 'clock'>): Promise<readonly Sign[]> {
  const at = nowOf(app)
  const seconds = (since: Date | null | undefined) =>
    since == null ? 0 : Math.max(0, (at.getTime() - since.getTime()) / 1000)
  const [backlog, { clock, command, aside, faults }, replay] = await Promise.all([
    outboxBacklog(app.db),
    readPulse(app.db, at),
    lastCheck(app.db, 'replay'),
  ])
  const sign = (name: string, help: string, value: number): Sign => ({ name: `tamin_${name}`, help, value })
  return [
    sign('outbox_waiting', 'Commands not done yet.', backlog.waiting),
    sign(
      'outbox_oldest_seconds',
      'Age of the oldest command that is not done yet, seconds.',
      seconds(backlog.oldestDueAt),
    ),
    sign('outbox_overdue_seconds', 'For how long nobody has taken a command that is due, seconds.', seconds(command)),
    sign('clock_overdue_seconds', 'For how long a clock of a request should have woken, seconds.', seconds(clock)),
    sign('clocks_aside', 'Clocks whose step failed and is tried again later.', aside),
    sign('request_faults', 'Requests and replies that do not agree with their own events.', faults),
    sign('self_check_age_seconds', 'Since the portal last looked at itself, seconds.', seconds(replay?.doneAt)),
  ]
}

/** Whether time stands still: what an operator is woken for. */
export type Watch = { readonly alive: boolean; readonly persian: string; readonly english: string }

/** Time stands still when a clock or a command waits for longer than some minutes and nobody has come for it. */
export async function watch(app: Pick<App, 'db' | 'clock'>, minutes: number): Promise<Watch> {
  const signs = new Map((await pulse(app)).map(({ name, value }) => [name, Math.floor(value)]))
  const clock = signs.get('tamin_clock_overdue_seconds') ?? 0
  const command = signs.get('tamin_outbox_overdue_seconds') ?? 0
  const faults = signs.get('tamin_request_faults') ?? 0
  const numbers = `oldest overdue clock ${clock} s, oldest overdue command ${command} s, faults ${faults}`
  if (clock > minutes * 60)
    return {
      alive: false,
      persian: 'ساعت درخواست‌ها ایستاده است: کاری که وقتش رسیده انجام نشده. ببینید «worker» کار می‌کند یا نه.',
      english: `The clocks stand still: ${numbers}. See whether a worker runs.`,
    }
  if (command > minutes * 60)
    return {
      alive: false,
      persian: 'کسی فرمان‌های صف بیرون را برنمی‌دارد. ببینید «worker» کار می‌کند یا نه.',
      english: `Nobody takes the commands of the outbox: ${numbers}. See whether a worker runs.`,
    }
  return { alive: true, persian: 'ساعت‌ها کار می‌کنند.', english: `The clocks go: ${numbers}.` }
}
