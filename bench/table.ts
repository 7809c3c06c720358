/**
 * One measured thing. `ratio` is ours against the reference of the same run; `bound` is what must hold. Where there is
 * nothing to compare with, reference and ratio are null; where nothing is promised, bound is null.
 */
export type Row = {
  name: string
  ours: number
  reference: number | null
  ratio: number | null
  unit: string
  bound: string | null
  ok: boolean
}

/** Two figures of one moment. */
export type Pair = { ours: number; reference: number }

/** Higher is better: ours as a share of the reference, at least `least`. */
export function atLeast(name: string, { ours, reference }: Pair, unit: string, least: number): Row {
  const ratio = ours / reference
  return { name, ours, reference, ratio, unit, bound: `≥ ${least}`, ok: ratio >= least }
}

/** A size or time that must stay within a budget: the budget is the reference. */
export function within(name: string, ours: number, budget: number, unit: string): Row {
  const shown = budget.toLocaleString('en')
  return { name, ours, reference: budget, ratio: ours / budget, unit, bound: `≤ ${shown} ${unit}`, ok: ours <= budget }
}

/** Worth knowing, nothing promised. */
export function told(name: string, ours: number, unit: string, reference: number | null = null): Row {
  const ratio = reference === null ? null : ours / reference
  return { name, ours, reference, ratio, unit, bound: null, ok: true }
}

export function print(rows: readonly Row[]): void {
  const text = rows.map((row) => [
    row.bound === null ? '' : row.ok ? 'ok' : 'MISS',
    row.name,
    figure(row.ours),
    row.reference === null ? '' : figure(row.reference),
    row.ratio === null ? '' : row.ratio.toFixed(2),
    row.unit,
    row.bound ?? '',
  ])
  const table = [['', 'what', 'ours', 'reference', 'ratio', 'unit', 'bound'], ...text]
  const widths = table[0]!.map((_, column) => Math.max(...table.map((line) => line[column]!.length)))
  for (const line of table) console.log(padded(line, widths).trimEnd())
}

const padded = (line: readonly string[], widths: readonly number[]): string =>
  line.map((cell, column) => cell.padEnd(widths[column]!)).join('  ')

const figure = (value: number): string => (value >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(1))
