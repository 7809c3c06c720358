import { isolate } from '#kernel/text.ts'

const LONGEST_NAME = 120

/**
 * A file name as a person's device gave it, fit for showing: without folders, controls and marks that turn the direction of
 * writing (which make «gpj.exe» read «exe.jpg»). The half-space stays. It is never used as a path.
 */
export function tidyFileName(sent: string): string {
  const name = sent
    .toWellFormed()
    .normalize('NFC')
    .replace(/^.*[/\\]/s, '')
    .replace(/\p{Cc}|(?!\u200c)\p{Cf}|\p{Co}|\p{Cn}|\ufffd/gu, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[ .\u200c]+|[ .\u200c]+$/g, '')
  return name === '' ? 'پرونده' : shorten(name)
}

/** Keeps the ending, which tells people what kind of file it is. */
function shorten(name: string): string {
  const signs = Array.from(name)
  if (signs.length <= LONGEST_NAME) return name
  const ending = /\.[a-z0-9]{1,5}$/i.exec(name)?.[0] ?? ''
  return `${signs.slice(0, LONGEST_NAME - ending.length - 1).join('')}…${ending}`
}

/** For a sentence: whatever its direction, the name does not disorder what stands around it. */
export const named = (name: string): string => `«${isolate(name)}»`
