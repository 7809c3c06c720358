/** Articles 76, 77, 96 and 111: who may retire, and with how much. */
export * from './old-age/average.ts'
export * from './old-age/hard-work.ts'
export * from './old-age/increase.ts'
export * from './old-age/pension.ts'
export * from './old-age/plan7.ts'
export * from './old-age/routes.ts'
