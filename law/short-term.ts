/** Articles 59 to 67, 84 and 85: what is paid for a time or once. */
export * from './short-term/funeral.ts'
export * from './short-term/marriage.ts'
export * from './short-term/maternity.ts'
export * from './short-term/sickness.ts'
