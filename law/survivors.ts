/** Articles 80 to 83: who is paid after a death, and how much. */
export * from './survivors/entitlement.ts'
export * from './survivors/shares.ts'
export * from './survivors/who.ts'
