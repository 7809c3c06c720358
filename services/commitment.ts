import { commitment } from '#kernel/fields/fields.ts'

/** That all that is said is true, as article 97 demands; the last question of a service. */
export const truth = () =>
  commitment(
    'درستی اطلاعات',
    'تأیید می‌کنم که همهٔ اطلاعات و مدارک این درخواست درست است و می‌دانم که طبق مادهٔ ۹۷ قانون تأمین اجتماعی اظهار خلاف، جبران خسارت و تعقیب قانونی دارد.',
  )
