/** What a border parser answers: the value, or one Persian sentence that says what is wrong and how to mend it. */
export type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: string }

export const parsed = <T>(value: T): Parsed<T> => ({ ok: true, value })
export const refused = (error: string): Parsed<never> => ({ ok: false, error })
