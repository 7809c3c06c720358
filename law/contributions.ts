/** Article 28 and the special insurances: who pays what. */
export * from './contributions/employees.ts'
export * from './contributions/self-employed.ts'
export * from './contributions/self-employed-contract.ts'
export * from './contributions/trades.ts'
export * from './contributions/voluntary.ts'
