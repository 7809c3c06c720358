import type { PopulationLine } from '#ports/population.ts'
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'

/** Reads the population file (NDJSON) named by POPULATION_FILE into memory. */
export async function readPopulation(file: string): Promise<PopulationLine[]> {
  const people: PopulationLine[] = []
  for await (const line of createInterface({ input: createReadStream(file, 'utf8') })) {
    if (line !== '') people.push(JSON.parse(line) as PopulationLine)
  }
  return people
}
