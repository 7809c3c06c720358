import type { Mobile } from '#kernel/mobile.ts'
import type { Command } from '#store/outbox.ts'
import { findToTell, type RequestRow, type ToTell } from '#store/requests.ts'
import type { App } from '../app.ts'
import { renderMessage, type RenderedMessage } from '../messages/render-message.ts'

/** Where a request is followed, and the words of an SMS about it: the guest's mobile, else the person's own; null: nobody's. */
export async function messageAboutRequest(
  app: Pick<App, 'db' | 'host'>,
  command: Command,
): Promise<{ readonly mobile: Mobile; readonly message: RenderedMessage } | null> {
  const row = await findToTell(app.db, { personId: command.personId, requestId: String(command.payload['requestId']) })
  if (row === undefined) throw new Error('no such request')
  return row.mobile === null ? null : { mobile: row.mobile, message: compose(app, command, row) }
}

/** Days that were promised came with the command. */
function compose(app: Pick<App, 'host'>, command: Command, row: ToTell): RenderedMessage {
  const template = String(command.payload['template'])
  const { trackingCode } = row
  const { host } = app
  const due = Number(command.payload['due'])
  switch (template) {
    case 'request-received':
    case 'request-moved':
    case 'request-reopened':
      return renderMessage(template, { trackingCode, due })
    case 'request-called':
      return renderMessage(template, { trackingCode, title: row.title, due })
    case 'request-late':
      return renderMessage(template, { trackingCode, due, whom: whoHasIt(row) })
    case 'request-reminder':
      return renderMessage(template, { trackingCode, due, host })
    case 'request-referred':
      return renderMessage(template, { trackingCode, where: String(command.payload['where']), host })
    case 'request-merged':
      return renderMessage(template, { trackingCode, into: String(command.payload['into']) })
    case 'request-asked':
    case 'request-answered':
    case 'request-corrected':
      return renderMessage(template, { trackingCode, host })
    default:
      throw new Error(`unknown message ${template}`)
  }
}

/** Who looks after a late request, beside whoever has it. */
export const whoHasIt = ({ kind, branchId, province }: Pick<RequestRow, 'kind' | 'branchId' | 'province'>): string =>
  branchId === null || province === null || kind === 'oversight' ? 'ستاد سازمان' : `مدیریت استان ${province}`
