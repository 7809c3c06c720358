/** Days, Jalali and Gregorian, and how people write them. Week from Saturday, zone Asia/Tehran. */
export * from './calendar.ts'
export * from './jalali-text.ts'
