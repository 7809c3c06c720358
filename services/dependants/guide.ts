// What may be read of the conditions before anything is asked: from the same functions of the law that judge.
export { conditionsOf, RELATIONS, type Relation } from '#law/dependants.ts'
