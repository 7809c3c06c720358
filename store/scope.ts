/** What a member of staff may see: one branch, one province, or everything. */
export type QueueScope = { branchId: number } | { province: string } | 'everywhere'

/** A condition on a branch, and its value, which must be the first of the statement. */
export const inScope = (scope: QueueScope, branch = 'branch_id'): [string, unknown] =>
  scope === 'everywhere'
    ? ['$1::text is null', null]
    : 'branchId' in scope
      ? [`${branch} = $1`, scope.branchId]
      : [`${branch} in (select branch_id from branch where province = $1)`, scope.province]
