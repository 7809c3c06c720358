/** What became of an earlier message, for the status doors of the standard. */
export type Transaction = {
  readonly type: 'search' | 'subscribe' | 'unsubscribe'
  readonly transactionId: string
  readonly correlationId: string
  readonly referenceIds: readonly string[]
  /** Known once it was worked on. */
  subscriptionCodes: readonly string[]
  /** The message of the answer: a SearchResponse, SubscribeResponse or UnSubscribeResponse. */
  answer: Record<string, unknown>
}

export type Transactions = {
  remember(transaction: Transaction): void
  find(type: unknown, attributeType: unknown, value: unknown): Transaction | undefined
}

/** Remembers the last `limit` transactions. */
export function transactions(limit = 500): Transactions {
  const kept: Transaction[] = []
  return {
    remember(transaction) {
      kept.unshift(transaction)
      if (kept.length > limit) kept.pop()
    },
    find(type, attributeType, value) {
      const values = (Array.isArray(value) ? value : [value]).map(String)
      if (values.length === 0) return undefined
      return kept.find((transaction) => {
        if (transaction.type !== type) return false
        switch (attributeType) {
          case 'transaction_id':
            return values.includes(transaction.transactionId)
          case 'correlation_id':
            return values.includes(transaction.correlationId)
          case 'reference_id_list':
            return values.every((id) => transaction.referenceIds.includes(id))
          case 'subscription_code_list':
            return values.every((code) => transaction.subscriptionCodes.includes(code))
          default:
            return false
        }
      })
    },
  }
}

/** A SearchResponse as the status answer has it: there `reg_records` is an object, so several records are a JSON-LD graph. */
export function asStatus(answer: Record<string, unknown>): Record<string, unknown> {
  if (!Array.isArray(answer.search_response)) return answer
  return {
    ...answer,
    search_response: answer.search_response.map((item: Record<string, unknown>) => {
      const data = item.data as { reg_records: unknown[] } | undefined
      if (data === undefined) return item
      const [first, ...more] = data.reg_records
      return {
        ...item,
        data: { ...data, reg_records: more.length > 0 ? { '@graph': data.reg_records } : (first ?? {}) },
      }
    }),
  }
}
