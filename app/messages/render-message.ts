import { smsParts } from '#ports/sms-parts.ts'
import type { Template } from './template.ts'
import { templates } from './templates.ts'

type Templates = typeof templates

export type MessageId = keyof Templates
/** What a template asks for; the compiler refuses anything else. */
export type MessageParameters<Id extends MessageId> = Parameters<Templates[Id]['text']>[0]
/** A template with its parameters, for every template: what a command or a function that picks one hands on. */
export type Message = { [Id in MessageId]: { readonly id: Id; readonly parameters: MessageParameters<Id> } }[MessageId]

export type RenderedMessage = {
  readonly text: string
  /** 'id@version', as kept with what was sent. */
  readonly template: string
  /** SMS parts it is paid for. */
  readonly parts: number
}

/** The words of one SMS. */
export function renderMessage<Id extends MessageId>(id: Id, parameters: MessageParameters<Id>): RenderedMessage {
  const { version, text } = templates[id] as Template<MessageParameters<Id>>
  const words = text(parameters)
  return { text: words, template: `${id}@${version}`, parts: smsParts(words).parts }
}

/** For the operator's list: every message that can be sent, what it is for, and how it reads at its longest. */
export function listMessages(): { template: string; purpose: string; parts: number; example: string }[] {
  return (Object.keys(templates) as MessageId[]).map((id) => {
    const { purpose, parts, longest } = templates[id]
    const rendered = renderMessage(id, longest as never)
    return { template: rendered.template, purpose, parts, example: rendered.text }
  })
}
