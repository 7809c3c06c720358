/** Articles 36 to 50 and the act on fines: lists, deadlines, fines, instalments, contracts. */
export * from './employers/contracts.ts'
export * from './employers/disputes.ts'
export * from './employers/fines.ts'
export * from './employers/instalments.ts'
