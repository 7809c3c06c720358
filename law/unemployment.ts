/** The Unemployment Insurance Act of 1369: articles 5 to 7. */
export * from './unemployment/benefit.ts'
export * from './unemployment/duration.ts'
