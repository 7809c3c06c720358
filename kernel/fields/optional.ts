import { type Field, type Input, type Raw, read, text } from './field.ts'

/** A question that may be left empty; then its value is null. Part of it filled in is read as a whole. */
export function optional<T>(field: Field<T>): Field<T | null> {
  const { label } = field
  return {
    ...field,
    label,
    optional: true,
    read: (raw, name) => (isBlank(raw, name) ? read(null) : field.read(raw, name)),
    write: (value, name) => (value === null ? {} : field.write(value, name)),
    toJson: (value) => (value === null ? null : field.toJson(value)),
    fromJson: (json, name) => (json === null ? read(null) : field.fromJson(json, name)),
    input: (name) => withoutRequirement(field.input(name)),
    view: (value) => (value === null ? text('—') : field.view(value)),
    schema: () => ({ anyOf: [field.schema(), { type: 'null' }] }),
    sample: (random, name) =>
      random() < 0.2 ? { ...field.sample(random, name), valid: {} } : field.sample(random, name),
  }
}

function withoutRequirement(input: Input): Input {
  const bare = { ...input, required: false }
  return bare.kind === 'group' ? { ...bare, inputs: bare.inputs.map(withoutRequirement) } : bare
}

function isBlank(raw: Raw, name: string): boolean {
  return Object.entries(raw).every(
    ([key, sent]) =>
      (key !== name && !key.startsWith(`${name}.`)) || [sent ?? ''].flat().every((one) => one.trim() === ''),
  )
}
