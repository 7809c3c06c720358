import { HtmlValidate, StaticConfigLoader } from 'html-validate'

const OUR_ELEMENTS = [
  'jalali-date',
  'show-password',
  'password-rules',
  'question-suggest',
  'resend-wait',
  'result-watch',
  'upload-form',
]

const validator = new HtmlValidate(
  new StaticConfigLoader({
    extends: ['html-validate:standard', 'html-validate:a11y', 'html-validate:document'],
    elements: ['html5', Object.fromEntries(OUR_ELEMENTS.map((name) => [name, { flow: true, phrasing: true }]))],
    rules: {
      // Our assets come from the same origin as the page itself.
      'require-sri': 'off',
      // Matters of style, of which the renderer decides.
      'void-style': 'off',
      'attribute-boolean-style': 'off',
      'doctype-style': 'off',
    },
  }),
)

/** What the validator finds wrong with a document as it was sent, each with a piece of it. */
export async function htmlFaults(html: string): Promise<string[]> {
  const { results } = await validator.validateString(html)
  return results.flatMap(({ messages }) =>
    messages.map(
      ({ ruleId, message, column }) =>
        `${ruleId}: ${message} near ${html
          .split('\n')
          .join(' ')
          .slice(Math.max(0, column - 60), column + 60)}`,
    ),
  )
}
