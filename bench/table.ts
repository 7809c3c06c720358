/** One measured thing. `ratio` is ours against the reference of the same run; `bound` is what it must keep. */
export type Row = {
  name: string
  ours: number
  reference: number
  ratio: number
  unit: string
  bound: string
  ok: boolean
}

/** Higher is better: ours as a share of the reference, at least `least`. */
export function atLeast(name: string, ours: number, reference: number, unit: string, least: number): Row {
  const ratio = ours / reference
  return { name, ours, reference, ratio, unit, bound: `≥ ${least}`, ok: ratio >= least }
}

/** A size or time that must stay within a budget: the budget is the reference. */
export function within(name: string, ours: number, budget: number, unit: string): Row {
  return { name, ours, reference: budget, ratio: ours / budget, unit, bound: `≤ ${budget} ${unit}`, ok: ours <= budget }
}

export function print(rows: readonly Row[]): void {
  const text = rows.map((row) => [
    row.ok ? 'ok  ' : 'MISS',
    row.name,
    figure(row.ours),
    figure(row.reference),
    row.ratio.toFixed(2),
    row.unit,
    row.bound,
  ])
  const table = [['', 'what', 'ours', 'reference', 'ratio', 'unit', 'bound'], ...text]
  const widths = table[0]!.map((_, column) => Math.max(...table.map((line) => line[column]!.length)))
  for (const line of table)
    console.log(
      line
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join('  ')
        .trimEnd(),
    )
}

const figure = (value: number): string => (value >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(1))

export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!
