/** Who may be covered through whom: articles 58 and 91 of the Social Security Act, article 48 of the Family Protection Act. */
export * from './dependants/ages.ts'
export * from './dependants/endings.ts'
export * from './dependants/ends.ts'
export * from './dependants/guide.ts'
export * from './dependants/means.ts'
export * from './dependants/month-before.ts'
export * from './dependants/relation.ts'
export * from './dependants/ties.ts'
