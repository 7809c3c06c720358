import { flow } from '../service/flow.ts'
import type { Service } from '../service/service.ts'

const READING = flow({ told: { title: 'پاسخ داده شد', final: 'lapse' } })

/**
 * The flow of a service that only tells: nothing is opened or kept. Its sources are asked afresh each time, its fields are
 * questions in the address, and its sheet is the answer, on the page, printed and in the API.
 */
export const reading = () => READING

/** Whether a service only tells. */
export const isReading = (service: Pick<Service, 'flow'>): boolean => service.flow === READING
