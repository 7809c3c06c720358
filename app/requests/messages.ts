import type { Mobile } from '#kernel/mobile.ts'
import type { Command } from '#store/outbox.ts'
import { findPerson } from '#store/people.ts'
import { findRequest, type RequestRow } from '#store/requests.ts'
import type { App } from '../app.ts'
import { renderMessage, type MessageId, type RenderedMessage } from '../messages/render-message.ts'

type AboutRequest = Extract<MessageId, `request-${string}`>

const rowOfCommand = async (app: Pick<App, 'db'>, { personId, payload }: Command): Promise<RequestRow> => {
  const row = await findRequest(app.db, { personId, requestId: String(payload['requestId']) })
  if (row === undefined) throw new Error('no such request')
  return row
}

/** Where a request is followed: the guest's mobile, else the person's own; nobody's for an anonymous report. */
export async function requestMobile(app: Pick<App, 'db'>, command: Command): Promise<Mobile | null> {
  const { contactMobile, secretHash, personId } = await rowOfCommand(app, command)
  if (secretHash !== null) return null
  return (contactMobile as Mobile | null) ?? (await findPerson(app.db, personId))?.mobile ?? null
}

/** The words of an SMS about a request. Days that were promised came with the command. */
export async function composeAboutRequest(
  app: Pick<App, 'db' | 'host'>,
  command: Command,
  template: AboutRequest,
): Promise<RenderedMessage> {
  const row = await rowOfCommand(app, command)
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
  }
}

/** Who looks after a late request, beside whoever has it. */
export const whoHasIt = ({ kind, branchId, province }: Pick<RequestRow, 'kind' | 'branchId' | 'province'>): string =>
  branchId === null || province === null || kind === 'oversight' ? 'ستاد سازمان' : `مدیریت استان ${province}`
