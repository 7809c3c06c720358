import { type PasswordOwner, passwordFaults } from '#kernel/password.ts'

const nobody: PasswordOwner = { firstName: '', lastName: '', nationalCode: '', mobile: '' }

/**
 * The rules of a good password under its field. A script ticks each as one types; with `owner` null, where the page
 * must not carry the person's data, those about the person are only judged after sending.
 */
export function NewPasswordRules({ field, owner }: { field: string; owner: PasswordOwner | null }) {
  return (
    <password-rules class="rules hint" for={field} data-owner={owner === null ? undefined : JSON.stringify(owner)}>
      <p>گذرواژهٔ شما باید این‌ها را داشته باشد:</p>
      <ul>
        {passwordFaults('', nobody).map(({ rule, text }) => (
          <li key={rule} data-rule={rule}>
            {text}
          </li>
        ))}
      </ul>
      <output class="sr" for={field} />
    </password-rules>
  )
}
