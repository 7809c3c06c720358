import type { Random } from './field.ts'

export function whole(random: Random, least: number, most: number): number {
  return least + Math.floor(random() * (most - least + 1))
}

export function oneOf<T>(random: Random, [first, ...others]: readonly [T, ...T[]]): T {
  return [first, ...others][whole(random, 0, others.length)] ?? first
}

export function digits(random: Random, count: number): string {
  return Array.from({ length: count }, () => whole(random, 0, 9)).join('')
}
