/** Who can be covered through somebody; the list is closed. */
export const RELATIONS = {
  wife: 'همسر (زن)',
  husband: 'همسر (شوهر)',
  son: 'فرزند پسر',
  daughter: 'فرزند دختر',
  adopted: 'فرزندخوانده',
  father: 'پدر',
  mother: 'مادر',
} as const

export type Relation = keyof typeof RELATIONS
export type Sex = 'female' | 'male'

/** What the organisation knows of somebody as a member. */
export type Standing = 'insured' | 'retiree' | 'totally-disabled' | 'survivor' | 'dependant' | 'none'

export const isChild = (relation: Relation): boolean => ['son', 'daughter', 'adopted'].includes(relation)

/** They are covered only where the applicant keeps them: the route of kefalat. */
export const isSupported = (relation: Relation): boolean => ['husband', 'father', 'mother'].includes(relation)

/** Whether a child is judged as a son or a daughter; an adopted one by its sex. */
export function childAs(relation: Relation, sex: Sex): 'son' | 'daughter' | null {
  if (!isChild(relation)) return null
  return relation === 'son' || (relation === 'adopted' && sex === 'male') ? 'son' : 'daughter'
}
