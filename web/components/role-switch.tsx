import type { Role } from '#app/account/roles.ts'

export const ROLE_NAMES: Readonly<Record<Role, string>> = {
  insured: 'بیمه‌شده',
  pensioner: 'مستمری‌بگیر',
  employer: 'کارفرما',
}

type RoleSwitchProps = {
  held: readonly Role[]
  chosen: Role
  token: string
  /** How the buttons look: of the header, or of a page. */
  look: 'ghost' | 'textlike'
}

/** A button for each other role that one holds; works without JavaScript. */
export function RoleSwitch({ held, chosen, token, look }: RoleSwitchProps) {
  return (
    <>
      {held
        .filter((role) => role !== chosen)
        .map((role) => (
          <form method="post" action="/account/role" key={role}>
            <input type="hidden" name="_csrf" value={token} />
            <input type="hidden" name="role" value={role} />
            <button type="submit" class={look}>
              {`نمای ${ROLE_NAMES[role]}`}
            </button>
          </form>
        ))}
    </>
  )
}
