import { toPersianDigits } from '#kernel/text.ts'

/** Asks for the code again; before its time the server says so kindly, and a script counts down beside the button. */
export function ResendCode({ action, token, seconds }: { action: string; token: string; seconds: number }) {
  return (
    <form method="post" action={action}>
      <input type="hidden" name="_csrf" value={token} />
      <resend-wait seconds={seconds}>
        پیامک نرسید؟{' '}
        <button type="submit" class="textlike">
          ارسال دوبارهٔ کد
        </button>{' '}
        <span class="soft" data-wait>
          {seconds > 0 ? toPersianDigits(`(تا ${seconds} ثانیهٔ دیگر ممکن می‌شود)`) : null}
        </span>
      </resend-wait>
    </form>
  )
}
