export * from './register/covers.ts'
export * from './register/members.ts'
