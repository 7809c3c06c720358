// What every page loads. Each part only makes better what already works without it.
import { focusErrors } from './focus-errors.ts'
import { JalaliDate } from './jalali-date.ts'
import { PasswordRules } from './password-rules.ts'
import { QuestionSuggest } from './question-suggest.ts'
import { ResendWait } from './resend-wait.ts'
import { ResultWatch } from './result-watch.ts'
import { ShowPassword } from './show-password.ts'
import { sendOnce } from './send-once.ts'
import { UploadForm } from './upload-form.ts'

customElements.define('jalali-date', JalaliDate)
customElements.define('password-rules', PasswordRules)
customElements.define('question-suggest', QuestionSuggest)
customElements.define('resend-wait', ResendWait)
customElements.define('result-watch', ResultWatch)
customElements.define('show-password', ShowPassword)
customElements.define('upload-form', UploadForm)
sendOnce()
focusErrors()

if ('serviceWorker' in navigator) {
  addEventListener('load', () => {
    // Without it (private windows, no disk) the portal only lacks its offline page.
    navigator.serviceWorker.register('/service-worker.js').catch(() => undefined)
  })
}
