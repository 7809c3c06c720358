declare const brand: unique symbol

/** A plain value that only its parser can make, so that two kinds of string or number cannot be mixed up. */
export type Brand<Value, Name extends string> = Value & { readonly [brand]: Name }
