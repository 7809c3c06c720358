/** Articles 70 to 75: what is paid for the loss of the capacity to work. */
export * from './disability/degree.ts'
export * from './disability/pension.ts'
